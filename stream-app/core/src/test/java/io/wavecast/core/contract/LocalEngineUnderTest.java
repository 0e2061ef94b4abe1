package io.wavecast.core.contract;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Observation;

/** The pipeline of forecasts over states in memory: what the engines are compared with. */
public final class LocalEngineUnderTest extends LocalStream<Observation, Forecasters, Event>
    implements EngineUnderTest {
  public LocalEngineUnderTest(EngineSettings settings) {
    super(settings.spec(), settings.models(), EngineUnderTest::event);
  }
}
