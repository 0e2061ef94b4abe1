package io.wavecast.onnx.file;

import io.wavecast.core.forecast.ForecasterMetadata;
import io.wavecast.core.forecast.Shape;
import io.wavecast.core.model.Provenance;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Small model files of the shapes that Wavecast ships, with weights drawn from a seed. */
public final class TinyModels {
  /** That of the shipped models. */
  public static final Shape SHAPE = new Shape(50, 10);

  public static final int WINDOW = SHAPE.window();
  public static final int HORIZON = SHAPE.horizon();
  public static final List<Double> LEVELS = List.of(0.05, 0.5, 0.95);

  private TinyModels() {}

  public static ForecasterMetadata metadata(String name, String version) {
    return metadata(name, version, SHAPE);
  }

  private static ForecasterMetadata metadata(String name, String version, Shape shape) {
    return new ForecasterMetadata(
        provenance(name, version), shape, LEVELS, ForecasterMetadata.Scaling.NONE);
  }

  public static Provenance provenance(String name, String version) {
    return new Provenance(name, version, "0".repeat(64), 42, Map.of("valid_mse", 0.25), "test");
  }

  /** Forecasts the window's last value plus {@code plus}; quantiles lie 1 below and above. */
  public static byte[] lastValue(String name, String version, float plus) {
    return lastValue(metadata(name, version).toMap(), plus);
  }

  /** The same of another shape. */
  public static byte[] lastValue(String name, String version, float plus, Shape shape) {
    return lastValue(contract(shape).metadata(metadata(name, version, shape).toMap()), plus, shape);
  }

  public static byte[] lastValue(Map<String, String> metadata, float plus) {
    return lastValue(contract().metadata(metadata), plus);
  }

  /** The graph alone, for a builder that already has inputs, outputs and metadata. */
  public static byte[] lastValue(OnnxBuilder b, float plus) {
    return lastValue(b, plus, SHAPE);
  }

  private static byte[] lastValue(OnnxBuilder b, float plus, Shape shape) {
    int window = shape.window();
    int horizon = shape.horizon();
    float[] weights = new float[window * horizon];
    Arrays.fill(weights, (window - 1) * horizon, weights.length, 1);
    String flat = b.node("Reshape", List.of("window", b.longs(-1, window)));
    String last = b.node("MatMul", List.of(flat, b.floats(weights, window, horizon)));
    String y = b.node("Add", List.of(last, b.floats(new float[] {plus}, 1)));
    return withQuantiles(b, y);
  }

  /** The metadata of {@link #metadata} with one line changed, or removed where {@code null}. */
  public static Map<String, String> changed(String key, @Nullable String value) {
    Map<String, String> lines = new LinkedHashMap<>(metadata("tiny", "1").toMap());
    if (value == null) {
      lines.remove(key);
    } else {
      lines.put(key, value);
    }
    return lines;
  }

  public static OnnxBuilder contract() {
    return contract(SHAPE);
  }

  private static OnnxBuilder contract(Shape shape) {
    return new OnnxBuilder()
        .input("window", "batch", shape.window(), 1)
        .output("forecast", "batch", shape.horizon())
        .output("quantiles", "batch", shape.horizon(), LEVELS.size());
  }

  /** Two LSTM (gates 4) or GRU (gates 3) layers of {@code units}, then a dense layer. */
  public static byte[] recurrent(String op, int gates, int units, long seed) {
    Random random = new Random(seed);
    OnnxBuilder b = contract().metadata(metadata(op.toLowerCase(Locale.ROOT), "1").toMap());
    String x = b.node("Transpose", List.of("window"), "perm", new long[] {1, 0, 2});
    int in = 1;
    for (int layer = 0; layer < 2; layer++) {
      String w = b.floats(draw(random, gates * units * in, 0.4), 1, gates * units, in);
      String r = b.floats(draw(random, gates * units * units, 0.4), 1, gates * units, units);
      String bias = b.floats(draw(random, 2 * gates * units, 0.2), 1, 2L * gates * units);
      String all =
          gates == 3
              ? b.node(
                  op,
                  List.of(x, w, r, bias),
                  "hidden_size",
                  (long) units,
                  "linear_before_reset",
                  1L)
              : b.node(op, List.of(x, w, r, bias), "hidden_size", (long) units);
      x = b.node("Squeeze", List.of(all, b.longs(1)));
      in = units;
    }
    String last = b.node("Gather", List.of(x, b.longs(WINDOW - 1)), "axis", 0L);
    String flat = b.node("Squeeze", List.of(last, b.longs(0)));
    return withQuantiles(b, dense(b, random, flat, units, HORIZON));
  }

  /** Eight causal convolutions of {@code channels}, dilated 1-2-4-8 twice, then a dense layer. */
  public static byte[] waveNet(int channels, long seed) {
    Random random = new Random(seed);
    OnnxBuilder b = contract().metadata(metadata("wavenet", "1").toMap());
    String x = b.node("Transpose", List.of("window"), "perm", new long[] {0, 2, 1});
    int in = 1;
    for (int layer = 0; layer < 8; layer++) {
      long dilation = 1L << layer % 4;
      String w = b.floats(draw(random, channels * in * 2, 0.4), channels, in, 2);
      String bias = b.floats(draw(random, channels, 0.2), channels);
      String conv =
          b.node(
              "Conv",
              List.of(x, w, bias),
              "dilations",
              new long[] {dilation},
              "kernel_shape",
              new long[] {2},
              "pads",
              new long[] {dilation, 0});
      x = b.node("Relu", List.of(conv));
      in = channels;
    }
    String last = b.node("Gather", List.of(x, b.longs(WINDOW - 1)), "axis", 2L);
    String flat = b.node("Squeeze", List.of(last, b.longs(2)));
    return withQuantiles(b, dense(b, random, flat, channels, HORIZON));
  }

  /** Scales each window by its own values, then residual blocks of {@code width}, then back. */
  public static byte[] scaledMlp(int width, long seed) {
    float[] fiftieth = new float[WINDOW];
    Arrays.fill(fiftieth, 1f / WINDOW);
    return scaledMlp(
        width, seed, (b, x) -> b.node("MatMul", List.of(x, b.floats(fiftieth, WINDOW, 1))));
  }

  /** The same, with an operator for the mean whose last bits depend on where a row begins. */
  public static byte[] reducedMean(int width, long seed) {
    return scaledMlp(
        width,
        seed,
        (b, x) -> b.node("ReduceMean", List.of(x), "axes", new long[] {1}, "keepdims", 1L));
  }

  private static byte[] scaledMlp(
      int width, long seed, BiFunction<OnnxBuilder, String, String> mean) {
    Random random = new Random(seed);
    OnnxBuilder b = contract().metadata(metadata("scaled", "1").toMap());
    String x = b.node("Reshape", List.of("window", b.longs(-1, WINDOW)));
    String last = b.node("Gather", List.of(x, b.longs(WINDOW - 1)), "axis", 1L);
    String distance = b.node("Abs", List.of(b.node("Sub", List.of(x, mean.apply(b, x)))));
    String scale =
        b.node("Add", List.of(mean.apply(b, distance), b.floats(new float[] {1e-9f}, 1)));
    String z = b.node("Div", List.of(b.node("Sub", List.of(x, last)), scale));
    String h =
        b.node("Relu", List.of(dense(b, random, b.node("Asinh", List.of(z)), WINDOW, width)));
    for (int block = 0; block < 3; block++) {
      String inner = b.node("Relu", List.of(dense(b, random, h, width, width)));
      h = b.node("Add", List.of(h, dense(b, random, inner, width, width)));
    }
    String f = b.node("Tanh", List.of(dense(b, random, h, width, HORIZON)));
    return withQuantiles(b, b.node("Add", List.of(last, b.node("Mul", List.of(f, scale)))));
  }

  /** Forecasts the first ten values of what {@code layer} makes of the window [batch, 50]. */
  public static byte[] forecasting(BiFunction<OnnxBuilder, String, String> layer) {
    OnnxBuilder b = contract().metadata(metadata("tiny", "1").toMap());
    String window = b.node("Reshape", List.of("window", b.longs(-1, WINDOW)));
    String made = layer.apply(b, window);
    return withQuantiles(
        b, b.node("Slice", List.of(made, b.longs(0), b.longs(HORIZON), b.longs(1))));
  }

  /** Subtracts the mean over the batch: rows depend on each other. */
  public static String lessBatchMean(OnnxBuilder b, String x) {
    String mean = b.node("ReduceMean", List.of(x), "axes", new long[] {0}, "keepdims", 1L);
    return b.node("Sub", List.of(x, mean));
  }

  /** A dense layer. */
  public static String dense(OnnxBuilder b, Random random, String x, int in, int out) {
    String w = b.floats(draw(random, in * out, 1 / Math.sqrt(in)), in, out);
    String bias = b.floats(draw(random, out, 0.2), out);
    return b.node("Add", List.of(b.node("MatMul", List.of(x, w)), bias));
  }

  /** Forecasts a constant, with the highest quantile below the lowest. */
  public static byte[] descending() {
    OnnxBuilder b = contract().metadata(metadata("tiny", "1").toMap());
    String flat = b.node("Reshape", List.of("window", b.longs(-1, WINDOW)));
    String first = b.node("MatMul", List.of(flat, b.floats(new float[WINDOW], WINDOW, 1)));
    return withQuantiles(b, b.node("Tile", List.of(first, b.longs(1, HORIZON))), 1, 0, -1);
  }

  /** A few bytes that make so many tensors of these dimensions, each from one zero. */
  public static byte[] expanding(int tensors, long... dimensions) {
    return forecasting(
        (b, window) -> {
          String sum = window;
          for (int i = 0; i < tensors; i++) {
            String zero = b.floats(new float[] {0}, 1);
            String tensor = b.node("Expand", List.of(zero, b.longs(dimensions)));
            String most = b.node("ReduceMax", List.of(tensor), "keepdims", 0L);
            sum = b.node("Add", List.of(sum, most));
          }
          return sum;
        });
  }

  private static byte[] withQuantiles(OnnxBuilder b, String y) {
    return withQuantiles(b, y, -1, 0, 1);
  }

  private static byte[] withQuantiles(OnnxBuilder b, String y, float... distances) {
    b.alias(y, "forecast");
    String column = b.node("Unsqueeze", List.of(y, b.longs(2)));
    String q = b.node("Add", List.of(column, b.floats(distances, 1, 1, 3)));
    return b.alias(q, "quantiles").bytes();
  }

  private static float[] draw(Random random, int n, double width) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) ((random.nextDouble() * 2 - 1) * width);
    }
    return values;
  }
}
