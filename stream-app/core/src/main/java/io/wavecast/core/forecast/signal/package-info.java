/** The score of an observation: signals, their evidence, and the anomaly that lasts. */
@org.jspecify.annotations.NullMarked
package io.wavecast.core.forecast.signal;
