package io.wavecast.flink;

import io.wavecast.core.contract.EngineContract;
import io.wavecast.core.contract.EngineSettings;
import io.wavecast.core.contract.EngineUnderTest;

class OperatorsContractTest extends EngineContract {
  @Override
  protected EngineUnderTest start(EngineSettings settings) {
    return new OperatorsUnderTest(settings);
  }
}
