package io.wavecast.testkit.contract;

import io.wavecast.core.sketch.SketchSpec;
import io.wavecast.schemas.sketch.SketchLabel;

class LocalSketchContractTest extends SketchContract {
  @Override
  protected StreamUnderTest<SketchLabel> start(SketchSpec settings) {
    return local(settings);
  }
}
