package io.wavecast.core.ingest;

import io.wavecast.schemas.forecast.Observation;
import org.jspecify.annotations.Nullable;

/**
 * What a point of a record says about a series.
 *
 * @param observation its series, time and value; 1 where the input has no value, or has texts
 * @param text what is counted once each; null where the input has no texts
 */
record IngestEvent(Observation observation, @Nullable String text) {}
