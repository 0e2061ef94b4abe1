package io.wavecast.kafkastreams;

import io.wavecast.core.contract.ChoraleRestartContract;
import io.wavecast.core.contract.StreamUnderTest;
import io.wavecast.schemas.chorale.ChoraleEvent;

class ChoraleContractTest extends ChoraleRestartContract {
  @Override
  protected StreamUnderTest.Restartable<ChoraleEvent> start() {
    return new ChoralesUnderTest();
  }
}
