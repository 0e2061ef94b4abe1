package io.wavecast.service.console;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.RecordKey;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.schemas.forecast.ForecastCodec;
import io.wavecast.schemas.forecast.ObservationCodec;
import io.wavecast.schemas.forecast.Topics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes records of the topics for the console. Not thread-safe. */
record ConsoleRecords(Topics topics, ObservationCodec codec, LiveSeries live) {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleRecords.class);

  /**
   * Adds a record, or removes the series of a tombstone. One that cannot be read is ignored.
   *
   * @return whether a series began to alert of which no values are kept
   */
  boolean show(String topic, byte @Nullable [] key, byte @Nullable [] value, long timestamp) {
    if (value == null && !topic.equals(topics.alerts())) {
      return false;
    }
    try {
      if (value == null) {
        live.remove(RecordKey.decode(key, "the series"), timestamp);
      } else if (topic.equals(topics.forecasts())) {
        live.add(ForecastCodec.read(value));
      } else if (topic.equals(topics.alerts())) {
        return live.add(AlertCodec.read(value));
      } else {
        live.add(codec.read(key, value, timestamp));
      }
    } catch (BadRecordException e) {
      LOG.trace("not shown: {}", e.getMessage());
    }
    return false;
  }
}
