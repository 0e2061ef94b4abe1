package io.wavecast.onnx.run;

import io.wavecast.onnx.file.Signature;
import io.wavecast.onnx.file.Signature.Rows;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/** Runs samples in batches. Not thread-safe. */
final class SampleRuns implements BatchInvariance.Runs {
  private final OnnxRunner runner;
  private final Signature signature;
  private final Samples samples;
  private final int count;
  private final Map<Key, float[]> made = new HashMap<>();

  /** The samples of an input at a step, which take long to make. */
  private record Key(String input, int step) {}

  /**
   * @param count number of samples
   */
  SampleRuns(OnnxRunner runner, Signature signature, Samples samples, int count) {
    this.runner = runner;
    this.signature = signature;
    this.samples = samples;
    this.count = count;
  }

  @Override
  public float[] run(int from, int rows) {
    Map<String, float[]> outputs = new HashMap<>();
    for (int k = 0; k < samples.steps(); k++) {
      int step = k;
      runner.run(
          rows,
          (batch, first, n) -> fill(batch, outputs, step, from, rows),
          (batch, first, n) -> {
            for (Rows output : signature.outputs()) {
              float[] values = new float[rows * output.width()];
              batch.buffer(output.name()).get(0, values);
              outputs.put(output.name(), values);
            }
          });
    }
    return joined(outputs, rows);
  }

  private void fill(Tensors batch, Map<String, float[]> outputs, int step, int from, int rows) {
    for (Rows input : signature.inputs()) {
      FloatBuffer buffer = batch.buffer(input.name());
      float[] fed = outputs.get(Samples.NEXT + input.name());
      if (fed != null) {
        buffer.put(0, fed);
        continue;
      }
      int width = input.width();
      float[] values =
          made.computeIfAbsent(
              new Key(input.name(), step), key -> samples.rows(key.input(), key.step()));
      for (int row = 0; row < rows; row++) {
        buffer.put(row * width, values, (from + row) % count * width, width);
      }
    }
  }

  /** The outputs of each row, side by side. */
  private float[] joined(Map<String, float[]> outputs, int rows) {
    int width = signature.outputs().stream().mapToInt(Rows::width).sum();
    float[] joined = new float[rows * width];
    int at = 0;
    for (Rows output : signature.outputs()) {
      float[] values = outputs.getOrDefault(output.name(), joined);
      for (int row = 0; row < rows; row++) {
        System.arraycopy(values, row * output.width(), joined, row * width + at, output.width());
      }
      at += output.width();
    }
    return joined;
  }
}
