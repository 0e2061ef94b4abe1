package io.wavecast.trainer.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.layer.Dense;
import io.wavecast.trainer.layer.Gru;
import io.wavecast.trainer.layer.Layer;
import io.wavecast.trainer.layer.Lstm;
import io.wavecast.trainer.layer.NormRnn;
import io.wavecast.trainer.layer.SimpleRnn;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Recurrent layers against plain loops in Java, written from the formulas in the layers' Javadoc.
 */
class ReferenceTest {
  private static final int UNITS = 5;
  private static final long SEED = 31;

  /** Layer, formula, tolerance: 0.001 is a float in the normalised cell. */
  static Stream<Arguments> layers() {
    return Stream.of(
        of(new Lstm(UNITS), ReferenceTest::lstm, 1e-12),
        of(new Gru(UNITS, false), ReferenceTest::gru, 1e-12),
        of(new Gru(UNITS, true), ReferenceTest::gru, 1e-12),
        of(new SimpleRnn(UNITS), ReferenceTest::simpleRnn, 1e-12),
        of(new NormRnn(UNITS), ReferenceTest::normRnn, 1e-8));
  }

  private static Arguments of(Layer layer, Cell cell, double tolerance) {
    return Arguments.of(layer, cell, tolerance);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layers")
  void a_recurrent_layer_is_what_its_formulas_say(Layer layer, Cell cell, double tolerance) {
    WindowSet set = Windows.random(4, SEED);
    double[] outputs = graph(layer, set);

    double[] expected = reference(set, cell);

    assertThat(outputs).containsExactly(expected, within(tolerance));
  }

  private static void lstm(Map<String, double[]> weights, double x, double[] h, double[] c) {
    double[][] gates = new double[4][];
    for (int g = 0; g < 4; g++) {
      gates[g] = affine(weights.get("layer0.w"), weights.get("layer0.b"), x, h, g, 4);
    }
    for (int u = 0; u < UNITS; u++) {
      double input = sigmoid(gates[0][u]);
      double candidate = Math.tanh(gates[1][u]);
      double forget = sigmoid(gates[2][u]);
      c[u] = forget * c[u] + input * candidate;
      h[u] = sigmoid(gates[3][u]) * Math.tanh(c[u]);
    }
  }

  /** With the recurrent biases {@code d}, where there are any. */
  private static void gru(Map<String, double[]> weights, double x, double[] h, double[] c) {
    double[] d = weights.getOrDefault("layer0.d", new double[3 * UNITS]);
    double[] fromX = new double[3 * UNITS];
    double[] fromH = new double[3 * UNITS];
    for (int k = 0; k < 3 * UNITS; k++) {
      fromX[k] = x * weights.get("layer0.wx")[k] + weights.get("layer0.b")[k];
      fromH[k] = d[k];
      for (int j = 0; j < UNITS; j++) {
        fromH[k] += h[j] * weights.get("layer0.wh")[j * 3 * UNITS + k];
      }
    }
    for (int u = 0; u < UNITS; u++) {
      double reset = sigmoid(fromX[u] + fromH[u]);
      double update = sigmoid(fromX[UNITS + u] + fromH[UNITS + u]);
      double candidate = Math.tanh(fromX[2 * UNITS + u] + reset * fromH[2 * UNITS + u]);
      h[u] = update * h[u] + (1 - update) * candidate;
    }
  }

  private static void simpleRnn(Map<String, double[]> weights, double x, double[] h, double[] c) {
    double[] sum = sum(weights, x, h);
    Arrays.setAll(h, u -> Math.tanh(sum[u]));
  }

  private static void normRnn(Map<String, double[]> weights, double x, double[] h, double[] c) {
    double[] a = sum(weights, x, h);
    double mean = Arrays.stream(a).average().orElseThrow();
    double variance = Arrays.stream(a).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    for (int u = 0; u < UNITS; u++) {
      double normal = (a[u] - mean) / Math.sqrt(variance + 0.001);
      h[u] = Math.tanh(weights.get("layer0.gain")[u] * normal + weights.get("layer0.shift")[u]);
    }
  }

  /** x W + h U + b. */
  private static double[] sum(Map<String, double[]> weights, double x, double[] h) {
    double[] sum = new double[UNITS];
    for (int u = 0; u < UNITS; u++) {
      sum[u] = x * weights.get("layer0.w")[u] + weights.get("layer0.b")[u];
      for (int j = 0; j < UNITS; j++) {
        sum[u] += h[j] * weights.get("layer0.u")[j * UNITS + u];
      }
    }
    return sum;
  }

  private interface Cell {
    void step(Map<String, double[]> weights, double x, double[] h, double[] c);
  }

  private Map<String, double[]> weights = Map.of();

  private double[] graph(Layer layer, WindowSet set) {
    Architecture net = Networks.points(layer, new Dense(10));
    Loss loss = new Loss.SequenceMse();
    try (Trainable<WindowSet> trainable =
        new Trainable<>(new WindowNetwork(net, loss), SEED, DataType.DOUBLE)) {
      Random random = new Random(SEED);
      weights = new HashMap<>();
      trainable
          .weights()
          .forEach(
              (name, array) -> {
                for (int i = 0; i < array.length(); i++) {
                  array.data().put(i, random.nextGaussian());
                }
                weights.put(name, array.data().asDouble());
              });
      INDArray output = trainable.run(set, Network.OUTPUT);
      return output.data().asDouble();
    }
  }

  private double[] reference(WindowSet set, Cell cell) {
    double[] outputs = new double[set.size() * 10];
    double[] w = weights.get("layer1.w");
    double[] b = weights.get("layer1.b");
    for (int row = 0; row < set.size(); row++) {
      double[] h = new double[UNITS];
      double[] c = new double[UNITS];
      for (int t = 0; t < WindowSet.WINDOW; t++) {
        cell.step(weights, set.value(row, t), h, c);
      }
      for (int k = 0; k < 10; k++) {
        double sum = b[k];
        for (int u = 0; u < UNITS; u++) {
          sum += h[u] * w[u * 10 + k];
        }
        outputs[row * 10 + k] = sum;
      }
    }
    return outputs;
  }

  /** Gate {@code g} of {@code gates}: [x, h] W + b. */
  private static double[] affine(double[] w, double[] b, double x, double[] h, int g, int gates) {
    double[] out = new double[UNITS];
    int columns = gates * UNITS;
    for (int u = 0; u < UNITS; u++) {
      int column = g * UNITS + u;
      double sum = b[column] + x * w[column];
      for (int j = 0; j < UNITS; j++) {
        sum += h[j] * w[(1 + j) * columns + column];
      }
      out[u] = sum;
    }
    return out;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
