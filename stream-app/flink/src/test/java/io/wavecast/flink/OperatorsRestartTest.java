package io.wavecast.flink;

import io.wavecast.core.contract.EngineSettings;
import io.wavecast.core.contract.EngineUnderTest;
import io.wavecast.core.contract.RestartContract;

class OperatorsRestartTest extends RestartContract {
  @Override
  protected EngineUnderTest.Restartable start(EngineSettings settings) {
    return new OperatorsUnderTest(settings);
  }
}
