package io.wavecast.service.console;

import io.wavecast.core.stream.ValueDecoder;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.RecordKey;
import io.wavecast.schemas.incident.IncidentCodec;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes records of the incidents topic for the console. Thread-safe. */
record IncidentRecords(String topic, ValueDecoder format, LiveIncidents live) {
  private static final Logger LOG = LoggerFactory.getLogger(IncidentRecords.class);

  /** Adds a record, or removes the incident of a tombstone. One that cannot be read is ignored. */
  void show(byte @Nullable [] key, byte @Nullable [] value) {
    try {
      if (value == null) {
        live.remove(RecordKey.decode(key, "the incident"));
      } else {
        live.add(IncidentCodec.read(Objects.requireNonNull(format.decode(value))));
      }
    } catch (BadRecordException e) {
      LOG.trace("not shown: {}", e.getMessage());
    }
  }
}
