package io.wavecast.testkit.contract;

import io.wavecast.core.stream.OutputRecord;

class LocalEngineContractTest extends EngineContract {
  @Override
  protected StreamUnderTest<OutputRecord> start(EngineSettings settings) {
    return records(settings);
  }
}
