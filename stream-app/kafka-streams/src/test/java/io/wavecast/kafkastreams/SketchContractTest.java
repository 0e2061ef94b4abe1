package io.wavecast.kafkastreams;

import io.wavecast.core.contract.SketchContract;
import io.wavecast.core.contract.SketchRestartContract;
import io.wavecast.core.contract.StreamUnderTest;
import io.wavecast.core.sketch.FakeClassifier;
import io.wavecast.core.sketch.SketchSpec;
import io.wavecast.schemas.sketch.SketchLabel;

class SketchContractTest extends SketchRestartContract {
  @Override
  protected StreamUnderTest.Restartable<SketchLabel> start(SketchSpec settings) {
    return new PipelineUnderTest<>(settings, new FakeClassifier(), () -> 0, SketchContract::label);
  }
}
