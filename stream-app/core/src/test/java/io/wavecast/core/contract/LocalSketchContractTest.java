package io.wavecast.core.contract;

import io.wavecast.core.sketch.SketchSettings;
import io.wavecast.schemas.sketch.SketchLabel;

class LocalSketchContractTest extends SketchContract {
  @Override
  protected StreamUnderTest<SketchLabel> start(SketchSettings settings) {
    return new LocalSketches(settings);
  }
}
