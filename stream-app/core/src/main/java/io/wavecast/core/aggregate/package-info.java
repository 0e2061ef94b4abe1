/** Raw events to observations: aggregation in windows of event time. */
@NullMarked
package io.wavecast.core.aggregate;

import org.jspecify.annotations.NullMarked;
