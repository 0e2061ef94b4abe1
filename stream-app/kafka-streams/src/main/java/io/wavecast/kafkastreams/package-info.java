/**
 * Kafka Streams adapter for {@link io.wavecast.core.forecast.window.SeriesStep} and {@link
 * io.wavecast.core.forecast.batch.BatchForecaster}: it reads records, keeps states, calls the steps
 * and sends what they return.
 */
@NullMarked
package io.wavecast.kafkastreams;

import org.jspecify.annotations.NullMarked;
