package io.wavecast.trainer.fit;

import io.wavecast.trainer.net.Trainable.Gradients;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Changes a network's weights by their gradients, as {@link FitOptions#method} says, with decoupled
 * weight decay. All weights change after the backward pass is complete. Not thread-safe.
 */
final class Optimiser {
  private static final double KERAS_EPSILON = 1e-7;
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;

  private final FitOptions options;
  private final Map<String, INDArray> weights;
  private final Map<String, INDArray> state = new LinkedHashMap<>();
  private final Map<String, Rule> rules = new LinkedHashMap<>();

  /** Turns a gradient, in place, into what is subtracted from the weight. */
  @FunctionalInterface
  private interface Rule {
    void toChange(INDArray gradient, long step);
  }

  Optimiser(Map<String, INDArray> weights, FitOptions options) {
    this.weights = weights;
    this.options = options;
    weights.forEach((name, weight) -> rules.put(name, rule(name, weight)));
  }

  private Rule rule(String name, INDArray weight) {
    return switch (options.method()) {
      case OURS -> adam(name, weight, new Adam(new Rate(options)));
      case KERAS_ADAM -> {
        Adam adam = new Adam(new Rate(options));
        adam.setEpsilon(KERAS_EPSILON);
        yield adam(name, weight, adam);
      }
      case KERAS_NADAM -> {
        INDArray moments = moments(name, weight);
        yield (gradient, step) ->
            Nadam.toChange(gradient, moments, step, rate(step), KERAS_EPSILON);
      }
      case CLIPPED_SGD ->
          (gradient, step) -> {
            double norm = gradient.norm2Number().doubleValue();
            gradient.muli(rate(step) / Math.max(1, norm));
          };
    };
  }

  private Rule adam(String name, INDArray weight, Adam adam) {
    INDArray moments = moments(name, weight);
    GradientUpdater<?> updater = adam.instantiate(moments, false);
    updater.setStateViewArray(moments, weight.shape(), 'c', true);
    return (gradient, step) -> updater.applyUpdater(gradient, (int) step, 0);
  }

  /** First and second moments. */
  private INDArray moments(String name, INDArray weight) {
    INDArray moments = Nd4j.zeros(weight.dataType(), 1, 2 * weight.length());
    state.put(name, moments);
    return moments;
  }

  private double rate(long step) {
    return options.schedule().at(step, options.steps());
  }

  /** Changes the weights after a batch. The gradients are used up. */
  void step(Gradients gradients, long step) {
    double rate = rate(step);
    rules.forEach(
        (name, rule) -> {
          INDArray weight = weights.get(name);
          INDArray change = gradients.byWeight().get(name);
          if (weight == null || change == null) {
            throw new IllegalStateException("no gradient for the weight " + name);
          }
          rule.toChange(change, step);
          if (options.weightDecay() > 0) {
            weight.muli(1 - rate * options.weightDecay());
          }
          weight.subi(change);
        });
  }

  /** The moments by weight, which a checkpoint keeps. The arrays are this object's own. */
  Map<String, INDArray> state() {
    return state;
  }

  /**
   * Nadam as Keras has it (Dozat, 2016). DL4J's differs: it corrects no second moment, and its
   * momentum is constant. With t the step from 1:
   *
   * <pre>
   * u(t) = 0.9 (1 - 0.5 0.96^(0.004 t))      U(t) = u(1) ... u(t)
   * m = 0.9 m + 0.1 g      v = 0.999 v + 0.001 g^2
   * w -= rate ((1 - u(t)) g / (1 - U(t)) + u(t+1) m / (1 - U(t+1)))
   *      / (sqrt(v / (1 - 0.999^t)) + epsilon)
   * </pre>
   */
  private static final class Nadam {
    private Nadam() {}

    static void toChange(
        INDArray gradient, INDArray moments, long step, double rate, double epsilon) {
      long n = gradient.length();
      INDArray m = part(moments, 0, n, gradient);
      INDArray v = part(moments, n, 2 * n, gradient);
      m.muli(BETA1).addi(gradient.mul(1 - BETA1));
      v.muli(BETA2).addi(gradient.mul(gradient).muli(1 - BETA2));
      double product = 1;
      for (long t = 1; t <= step + 1; t++) {
        product *= momentum(t);
      }
      double now = momentum(step + 1);
      double next = momentum(step + 2);
      INDArray deviation =
          Nd4j.math().sqrt(v.div(1 - Math.pow(BETA2, (double) (step + 1)))).addi(epsilon);
      gradient
          .muli((1 - now) / (1 - product))
          .addi(m.mul(next / (1 - product * next)))
          .muli(rate)
          .divi(deviation);
    }

    private static INDArray part(INDArray moments, long from, long to, INDArray shape) {
      return moments
          .get(NDArrayIndex.all(), NDArrayIndex.interval(from, to))
          .reshape('c', shape.shape());
    }

    private static double momentum(long t) {
      return BETA1 * (1 - 0.5 * Math.pow(0.96, 0.004 * (double) t));
    }
  }

  /** Our schedule as ND4J wants it. */
  private record Rate(FitOptions options) implements ISchedule {
    private static final long serialVersionUID = 1L;

    @Override
    public double valueAt(int iteration, int epoch) {
      return options.schedule().at(iteration, options.steps());
    }

    @Override
    public ISchedule clone() {
      return this;
    }
  }
}
