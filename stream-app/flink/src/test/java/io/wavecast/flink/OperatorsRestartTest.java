package io.wavecast.flink;

import io.wavecast.core.contract.EngineSettings;
import io.wavecast.core.contract.EngineUnderTest;
import io.wavecast.core.contract.RestartContract;

class OperatorsRestartTest extends RestartContract {
  @Override
  protected EngineUnderTest.Restartable start(EngineSettings settings) {
    try {
      return new OperatorsUnderTest(settings);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
