package io.wavecast.trainer.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.trainer.net.Trainable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Each network's gradient against central differences, in double. */
class SketchGradientTest {
  private static final double STEP = 1e-5;
  private static final double TOLERANCE = 1e-5;
  private static final int PROBES = 10;
  private static final long SEED = 20251125;

  static List<SketchNet> nets() {
    return Sketches.nets();
  }

  @ParameterizedTest
  @MethodSource("nets")
  void the_gradient_is_the_slope_of_the_loss(SketchNet given) {
    SketchSet batch = Sketches.set(5, SEED);
    SketchNetwork network = new SketchNetwork(given, Sketches.CLASSES, 0.1);
    try (Trainable<SketchSet> net = new Trainable<>(network, SEED, DataType.DOUBLE)) {
      Random random = new Random(SEED);
      net.weights().values().forEach(w -> shake(w, random));

      Map<String, double[]> gradients = new LinkedHashMap<>();
      net.gradients(batch, 0)
          .byWeight()
          .forEach((name, g) -> gradients.put(name, g.dup('c').data().asDouble()));

      gradients.forEach(
          (name, gradient) -> {
            double largest = 0;
            for (double g : gradient) {
              largest = Math.max(largest, Math.abs(g));
            }
            assertThat(largest).as("some gradient by %s", name).isPositive();
            for (int probe = 0; probe < PROBES; probe++) {
              int i = random.nextInt(gradient.length);
              double slope = slope(net, batch, net.weights().get(name), i);
              assertThat(Math.abs(slope - gradient[i]) / largest)
                  .as("by %s[%d]: gradient %s, slope %s", name, i, gradient[i], slope)
                  .isLessThan(TOLERANCE);
            }
          });
    }
  }

  private static double slope(Trainable<SketchSet> net, SketchSet batch, INDArray weight, int i) {
    double value = weight.data().getDouble(i);
    weight.data().put(i, value + STEP);
    double above = net.gradients(batch, 0).loss();
    weight.data().put(i, value - STEP);
    double below = net.gradients(batch, 0).loss();
    weight.data().put(i, value);
    return (above - below) / (2 * STEP);
  }

  /** Biases start at zero, where some errors do not show. */
  private static void shake(INDArray weight, Random random) {
    for (long i = 0; i < weight.length(); i++) {
      weight.data().put(i, weight.data().getDouble(i) + 0.1 * random.nextGaussian());
    }
  }
}
