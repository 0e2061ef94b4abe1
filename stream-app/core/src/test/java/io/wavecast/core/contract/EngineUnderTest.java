package io.wavecast.core.contract;

import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.DeviationCodec;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.ForecastCodec;

/** An engine as the contract sees it: observations in, events out. */
public interface EngineUnderTest extends StreamUnderTest<Event> {

  /** An event as it is read from its topic, where what was forecast is rounded. */
  static Event asOnTopic(Event event) {
    if (event instanceof Forecast forecast) {
      return ForecastCodec.read(ForecastCodec.write(forecast));
    }
    if (event instanceof Deviation deviation) {
      return DeviationCodec.read(DeviationCodec.write(deviation));
    }
    return event;
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
