/**
 * Tells people of alerts: separate consumers of the alerts topic, one for each who is told, so that
 * nobody who is slow or away holds up the stream or the others.
 */
@NullMarked
package io.wavecast.service.delivery;

import org.jspecify.annotations.NullMarked;
