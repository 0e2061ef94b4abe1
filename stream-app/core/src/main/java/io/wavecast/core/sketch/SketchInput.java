package io.wavecast.core.sketch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.core.stream.InputFormat;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.schemas.sketch.Sketch;
import io.wavecast.schemas.sketch.SketchCodec;
import java.nio.ByteBuffer;

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

  /** Timestamp (8 bytes), then the sketch as JSON. */
  @Override
  public byte[] encode(Sketch sketch) {
    byte[] json = SketchCodec.write(sketch);
    return ByteBuffer.allocate(Long.BYTES + json.length)
        .putLong(sketch.timestamp())
        .put(json)
        .array();
  }

  @Override
  public Sketch decode(String sketchId, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    long timestamp = in.getLong();
    byte[] json = new byte[in.remaining()];
    in.get(json);
    return SketchCodec.read(sketchId.getBytes(UTF_8), json, timestamp);
  }
}
