package io.wavecast.kafkastreams;

import io.wavecast.core.contract.SketchRestartContract;
import io.wavecast.core.contract.StreamUnderTest;
import io.wavecast.core.sketch.SketchSettings;
import io.wavecast.schemas.sketch.SketchLabel;

class SketchContractTest extends SketchRestartContract {
  @Override
  protected StreamUnderTest.Restartable<SketchLabel> start(SketchSettings settings) {
    return new SketchesUnderTest(settings);
  }
}
