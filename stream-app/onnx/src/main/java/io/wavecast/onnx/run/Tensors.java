package io.wavecast.onnx.run;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.wavecast.onnx.file.Signature;
import io.wavecast.onnx.file.Signature.Rows;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Native memory of a model's runs: one direct buffer for each input and output, and, for each batch
 * size, tensors over the beginning of these buffers. All are allocated once, so a run allocates no
 * native memory. Not thread-safe.
 */
public final class Tensors implements AutoCloseable {
  private final BatchSizes sizes;
  private final FloatBuffer[] inputs;
  private final int[] widths;
  private final float[] zeros;
  private final RunWatch watch;
  private final Map<String, FloatBuffer> buffers = new HashMap<>();
  private final List<Map<String, OnnxTensor>> in = new ArrayList<>();
  private final List<Map<String, OnnxTensor>> out = new ArrayList<>();

  /**
   * @param limit longest time of a run, after which it is ended
   */
  Tensors(Signature signature, BatchSizes sizes, Duration limit) throws OrtException {
    this.sizes = sizes;
    this.watch = new RunWatch(limit);
    this.widths = signature.inputs().stream().mapToInt(Rows::width).toArray();
    this.zeros = new float[IntStream.of(widths).max().orElse(0)];
    signature.inputs().forEach(this::allocate);
    signature.outputs().forEach(this::allocate);
    this.inputs =
        signature.inputs().stream().map(r -> buffer(r.name())).toArray(FloatBuffer[]::new);
    try {
      for (int i = 0; i < sizes.count(); i++) {
        in.add(new HashMap<>());
        out.add(new HashMap<>());
        bind(signature.inputs(), sizes.size(i), in.get(i));
        bind(signature.outputs(), sizes.size(i), out.get(i));
      }
    } catch (OrtException e) {
      close();
      throw e;
    }
  }

  private void allocate(Rows rows) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(sizes.max() * rows.width() * Float.BYTES);
    buffers.put(rows.name(), bytes.order(ByteOrder.nativeOrder()).asFloatBuffer());
  }

  private void bind(List<Rows> all, int batch, Map<String, OnnxTensor> tensors)
      throws OrtException {
    for (Rows rows : all) {
      long[] shape = new long[1 + rows.sizes().size()];
      shape[0] = batch;
      for (int i = 1; i < shape.length; i++) {
        shape[i] = rows.sizes().get(i - 1);
      }
      FloatBuffer part = buffer(rows.name()).slice(0, batch * rows.width());
      tensors.put(rows.name(), OnnxTensor.createTensor(Sessions.ENVIRONMENT, part, shape));
    }
  }

  /**
   * The rows of an input or output, row by row. Use absolute access only.
   *
   * @throws IllegalArgumentException when the signature has no tensor of this name
   */
  public FloatBuffer buffer(String name) {
    FloatBuffer buffer = buffers.get(name);
    if (buffer == null) {
      throw new IllegalArgumentException(
          "tensor must be one of " + buffers.keySet() + ", got: " + name);
    }
    return buffer;
  }

  /**
   * Runs the first rows of the input buffers, padded with zeros to the next batch size.
   *
   * @param rows at least 1, at most the largest batch size
   */
  void run(OrtSession session, int rows) throws OrtException {
    int index = sizes.indexFor(rows);
    for (int i = 0; i < inputs.length; i++) {
      for (int row = rows; row < sizes.size(index); row++) {
        inputs[i].put(row * widths[i], zeros, 0, widths[i]);
      }
    }
    try {
      session.run(in.get(index), Set.of(), out.get(index), watch.start()).close();
    } finally {
      watch.stop();
    }
  }

  /** Whether a run took too long and was ended. */
  boolean hasEnded() {
    return watch.hasEnded();
  }

  @Override
  public void close() {
    watch.close();
    in.forEach(tensors -> tensors.values().forEach(OnnxTensor::close));
    out.forEach(tensors -> tensors.values().forEach(OnnxTensor::close));
  }
}
