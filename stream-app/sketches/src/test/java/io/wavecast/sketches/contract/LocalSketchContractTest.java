package io.wavecast.sketches.contract;

import io.wavecast.sketches.event.SketchLabel;
import io.wavecast.sketches.pipeline.SketchSpec;
import io.wavecast.testkit.contract.StreamUnderTest;

class LocalSketchContractTest extends SketchContract {
  @Override
  protected StreamUnderTest<SketchLabel> start(SketchSpec settings) {
    return local(settings);
  }
}
