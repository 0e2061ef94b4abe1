package io.wavecast.trainer.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.trainer.data.Examples;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks gradients at weights that are moved: biases start at zero, where errors may not show. */
public final class GradientCheck {
  private static final double STEP = 1e-5;
  private static final double TOLERANCE = 1e-5;
  private static final int PROBES = 8;

  /** The step of the batch, which decides what dropout drops. */
  private static final long AT = 7;

  private GradientCheck() {}

  /**
   * Compares a network's gradient with central differences, in double precision.
   *
   * @param scale standard deviation of the change of the weights
   */
  public static <S extends Examples<S>> void assertIsSlope(
      Network<S> network, S batch, double scale, long seed) {
    try (Trainable<S> net = new Trainable<>(network, seed, DataType.DOUBLE)) {
      Random random = new Random(seed);
      for (INDArray weight : net.weights().values()) {
        for (long i = 0; i < weight.length(); i++) {
          weight.data().put(i, weight.data().getDouble(i) + scale * random.nextGaussian());
        }
      }
      Map<String, double[]> gradients = new LinkedHashMap<>();
      net.gradients(batch, AT)
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
              INDArray weight = net.weights().get(name);
              double slope =
                  (loss(net, batch, weight, i, STEP) - loss(net, batch, weight, i, -STEP))
                      / (2 * STEP);
              assertThat(Math.abs(slope - gradient[i]) / largest)
                  .as("by %s[%d], seed %d: %s, slope %s", name, i, seed, gradient[i], slope)
                  .isLessThan(TOLERANCE);
            }
          });
    }
  }

  private static <S extends Examples<S>> double loss(
      Trainable<S> net, S batch, INDArray weight, int i, double change) {
    double value = weight.data().getDouble(i);
    weight.data().put(i, value + change);
    double loss = net.gradients(batch, AT).loss();
    weight.data().put(i, value);
    return loss;
  }
}
