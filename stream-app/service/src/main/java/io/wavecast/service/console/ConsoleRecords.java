package io.wavecast.service.console;

import io.wavecast.core.stream.ValueDecoder;
import io.wavecast.kafka.registry.TopicFormats;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.RecordKey;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.schemas.forecast.ForecastCodec;
import io.wavecast.schemas.forecast.ObservationCodec;
import io.wavecast.schemas.forecast.Topics;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes records of the topics for the console. Not thread-safe. */
record ConsoleRecords(
    Topics topics, ObservationCodec codec, TopicFormats formats, LiveSeries live) {
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
        live.add(ForecastCodec.read(json(formats.events(), value)));
      } else if (topic.equals(topics.alerts())) {
        return live.add(AlertCodec.read(json(formats.events(), value)));
      } else {
        live.add(codec.read(key, json(formats.observations(), value), timestamp));
      }
    } catch (BadRecordException e) {
      LOG.trace("not shown: {}", e.getMessage());
    }
    return false;
  }

  private static byte[] json(ValueDecoder decoder, byte[] value) {
    return Objects.requireNonNull(decoder.decode(value));
  }
}
