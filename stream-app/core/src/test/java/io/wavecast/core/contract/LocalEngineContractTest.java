package io.wavecast.core.contract;

class LocalEngineContractTest extends EngineContract {
  @Override
  protected EngineUnderTest start(EngineSettings settings) {
    return new LocalEngineUnderTest(settings);
  }
}
