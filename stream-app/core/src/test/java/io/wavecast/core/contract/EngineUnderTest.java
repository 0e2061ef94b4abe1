package io.wavecast.core.contract;

import io.wavecast.core.stream.OutputRecord;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.schemas.forecast.DeviationCodec;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.ForecastCodec;
import java.util.Objects;

/** An engine as the contract sees it: observations in, events out. */
public interface EngineUnderTest extends StreamUnderTest<Event> {

  /** Reads an event back from its record; topics are below {@code test.}. */
  static Event event(OutputRecord record) {
    byte[] value = Objects.requireNonNull(record.value());
    return switch (record.topic()) {
      case "test.forecasts" -> ForecastCodec.read(value);
      case "test.deviations" -> DeviationCodec.read(value);
      case "test.alerts" -> AlertCodec.read(value);
      default -> throw new AssertionError("no event is for " + record.topic());
    };
  }

  /** An engine that can end without a warning and begin again. */
  interface Restartable extends EngineUnderTest {
    /** Commits what was read, the state and what came of it. */
    void commit();

    /** Loses all since the last commit, and begins again from that. */
    void crash();

    /** Ends in peace, and begins again. */
    default void restart() {
      commit();
      crash();
    }
  }
}
