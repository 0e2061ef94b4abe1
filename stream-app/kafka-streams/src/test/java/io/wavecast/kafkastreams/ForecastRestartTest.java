package io.wavecast.kafkastreams;

import io.wavecast.core.contract.EngineSettings;
import io.wavecast.core.contract.EngineUnderTest;
import io.wavecast.core.contract.RestartContract;

class ForecastRestartTest extends RestartContract {
  @Override
  protected EngineUnderTest.Restartable start(EngineSettings settings) {
    return new PipelineUnderTest.Forecasts(settings);
  }
}
