/**
 * Delivers alerts to Alertmanager and webhooks. Each receiver has its own consumer of the alerts
 * topic, so that a slow or unavailable one delays neither the stream nor the others.
 */
@NullMarked
package io.wavecast.service.delivery;

import org.jspecify.annotations.NullMarked;
