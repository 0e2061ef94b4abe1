package io.wavecast.testkit.contract;

import io.wavecast.schemas.forecast.Event;

class LocalEngineContractTest extends EngineContract {
  @Override
  protected StreamUnderTest<Event> start(EngineSettings settings) {
    return local(settings);
  }
}
