package io.wavecast.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.trainer.net.Trainable.Gradients;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Three steps of a weight [2, 1], each method against its formula with plain numbers. */
class OptimiserTest {
  private static final double RATE = 0.01;
  private static final double[][] GRADIENTS = {{3, -4}, {0.1, 0.2}, {-2, 1e-7}};
  private static final double[] START = {1, -1};

  @Test
  void sgd_clips_a_weights_gradient_to_a_norm_of_one() {
    double[] w = START.clone();
    for (double[] g : GRADIENTS) {
      double norm = Math.max(1, Math.hypot(g[0], g[1]));
      w[0] -= RATE * g[0] / norm;
      w[1] -= RATE * g[1] / norm;
    }

    assertThat(weights(Method.CLIPPED_SGD)).containsExactly(w, within(1e-12));
  }

  @Test
  void adam_is_that_of_keras() {
    double[] expected = new double[2];
    for (int i = 0; i < 2; i++) {
      double m = 0;
      double v = 0;
      double w = START[i];
      for (int t = 1; t <= GRADIENTS.length; t++) {
        double g = GRADIENTS[t - 1][i];
        m = 0.9 * m + 0.1 * g;
        v = 0.999 * v + 0.001 * g * g;
        double rate = RATE * Math.sqrt(1 - Math.pow(0.999, t)) / (1 - Math.pow(0.9, t));
        w -= rate * m / (Math.sqrt(v) + 1e-7);
      }
      expected[i] = w;
    }

    assertThat(weights(Method.KERAS_ADAM)).containsExactly(expected, within(1e-12));
    assertThat(weights(Method.OURS)[1]).isNotCloseTo(expected[1], within(1e-12));
  }

  @Test
  void nadam_is_that_of_keras() {
    DoubleUnaryOperator u = t -> 0.9 * (1 - 0.5 * Math.pow(0.96, t * 0.004));
    double[] expected = new double[2];
    for (int i = 0; i < 2; i++) {
      double schedule = 1;
      double m = 0;
      double v = 0;
      double w = START[i];
      for (int t = 1; t <= GRADIENTS.length; t++) {
        double g = GRADIENTS[t - 1][i];
        schedule *= u.applyAsDouble(t);
        double following = schedule * u.applyAsDouble(t + 1);
        m = 0.9 * m + 0.1 * g;
        v = 0.999 * v + 0.001 * g * g;
        double bar =
            (1 - u.applyAsDouble(t)) * g / (1 - schedule)
                + u.applyAsDouble(t + 1) * m / (1 - following);
        w -= RATE * bar / (Math.sqrt(v / (1 - Math.pow(0.999, t))) + 1e-7);
      }
      expected[i] = w;
    }

    assertThat(weights(Method.KERAS_NADAM)).containsExactly(expected, within(1e-12));
  }

  private static double[] weights(Method method) {
    try (INDArray weight = array(START)) {
      FitOptions options = new FitOptions(32, 100, 10, Schedule.constant(RATE), 0, 0, 0, 1, method);
      Optimiser optimiser = new Optimiser(Map.of("w", weight), options);
      for (int step = 0; step < GRADIENTS.length; step++) {
        optimiser.step(new Gradients(0, Map.of("w", array(GRADIENTS[step]))), step);
      }
      return weight.data().asDouble();
    }
  }

  private static INDArray array(double... values) {
    return Nd4j.createFromArray(values).castTo(DataType.DOUBLE).reshape(2, 1).dup();
  }
}
