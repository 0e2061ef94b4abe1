package io.wavecast.sketches.pipeline;

import io.wavecast.core.stream.InputFormat;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.sketches.event.Sketch;
import io.wavecast.sketches.event.SketchCodec;

/** Sketches as the records of an input topic. */
record SketchInput() implements InputFormat<Sketch> {
  @Override
  public Sketch parse(RawRecord source) {
    return SketchCodec.read(source.key(), source.value(), source.timestamp());
  }

  @Override
  public String key(Sketch sketch) {
    return sketch.sketchId();
  }
}
