package io.wavecast.trainer.foreign;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.wavecast.onnx.file.GatedFile;
import io.wavecast.trainer.data.WindowSet;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A foreign file on ONNX Runtime as it is, fed by plain Java: what the adapted file is compared
 * with. Not thread-safe.
 */
final class ForeignSession implements AutoCloseable {
  private static final int W = WindowSet.WINDOW;

  private final OrtEnvironment environment = environment();
  private final OrtSession session;
  private final Adapter adapter;

  /** Creates a session of ONNX Runtime. */
  @FunctionalInterface
  interface Factory {
    OrtSession create(byte[] file) throws OrtException;
  }

  /** Values of a run, row by row, and their shape, which begins with the batch. */
  record Values(float[] values, long[] shape) {}

  ForeignSession(GatedFile file, Adapter adapter, Factory sessions) {
    this.adapter = adapter;
    try {
      session = sessions.create(file.bytes());
    } catch (OrtException e) {
      throw new IllegalArgumentException("ONNX Runtime refuses it: " + e.getMessage(), e);
    }
  }

  /** On one thread. */
  static OrtSession create(byte[] file) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      return environment().createSession(file, options);
    }
  }

  private static OrtEnvironment environment() {
    return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "wavecast");
  }

  /** Declared shape of an input; -1 where it is free. */
  long[] shape(String input) {
    return info(input).getShape();
  }

  /** Type of an input's values. */
  OnnxJavaType type(String input) {
    return info(input).type;
  }

  private TensorInfo info(String input) {
    try {
      NodeInfo node = session.getInputInfo().get(input);
      if (node != null && node.getInfo() instanceof TensorInfo info) {
        return info;
      }
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
    throw new IllegalArgumentException("input '" + input + "' must be a tensor");
  }

  /**
   * Runs the network.
   *
   * @param seen what it sees of n windows, [n, context]
   * @param context values that it sees
   */
  Values run(float[] seen, int context) {
    int n = seen.length / context;
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      inputs.put(
          adapter.input(),
          OnnxTensor.createTensor(
              environment, FloatBuffer.wrap(seen), dims(adapter.input(), n, context)));
      if (!adapter.mask().isEmpty()) {
        inputs.put(adapter.mask(), mask(n, context));
      }
      try (OrtSession.Result result = session.run(inputs, Set.of(adapter.output()))) {
        OnnxTensor out = (OnnxTensor) result.get(0); // closed with the result
        float[] values = new float[out.getFloatBuffer().remaining()];
        out.getFloatBuffer().get(values);
        return new Values(values, out.getInfo().getShape());
      }
    } catch (OrtException e) {
      throw new IllegalArgumentException(
          "the network does not run on %d windows of %d values: %s"
              .formatted(n, context, e.getMessage()),
          e);
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  /** [n, context], [n, context, 1] or [n, 1, context]. */
  private long[] dims(String input, int n, int context) {
    long[] declared = shape(input);
    if (declared.length == 2) {
      return new long[] {n, context};
    }
    return declared[1] == 1 ? new long[] {n, 1, context} : new long[] {n, context, 1};
  }

  private OnnxTensor mask(int n, int context) throws OrtException {
    byte[] row = new byte[context];
    Arrays.fill(row, Math.max(0, context - W), context, (byte) 1);
    long[] dims = dims(adapter.mask(), n, context);
    int size = n * context;
    return switch (type(adapter.mask())) {
      case BOOL -> {
        ByteBuffer bytes = ByteBuffer.allocateDirect(size);
        for (int i = 0; i < n; i++) {
          bytes.put(row);
        }
        yield OnnxTensor.createTensor(environment, bytes.rewind(), dims, OnnxJavaType.BOOL);
      }
      case INT64 -> {
        LongBuffer longs =
            ByteBuffer.allocateDirect(8 * size).order(ByteOrder.nativeOrder()).asLongBuffer();
        for (int i = 0; i < size; i++) {
          longs.put(i, row[i % context]);
        }
        yield OnnxTensor.createTensor(environment, longs, dims);
      }
      case FLOAT -> {
        FloatBuffer floats =
            ByteBuffer.allocateDirect(4 * size).order(ByteOrder.nativeOrder()).asFloatBuffer();
        for (int i = 0; i < size; i++) {
          floats.put(i, row[i % context]);
        }
        yield OnnxTensor.createTensor(environment, floats, dims);
      }
      default ->
          throw new IllegalArgumentException(
              "mask '%s' must be boolean, int64 or float, got: %s"
                  .formatted(adapter.mask(), type(adapter.mask())));
    };
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
