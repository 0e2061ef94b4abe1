package io.wavecast.trainer.fit;

import io.wavecast.trainer.net.Trainable.Gradients;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * DL4J's Adam (Kingma and Ba, ICLR 2015) over a network's weights, with decoupled weight decay. All
 * weights change after the backward pass is complete. Not thread-safe.
 */
final class Adam {
  private final FitOptions options;
  private final Map<String, INDArray> weights;
  private final Map<String, INDArray> state = new LinkedHashMap<>();
  private final Map<String, GradientUpdater<?>> updaters = new LinkedHashMap<>();

  Adam(Map<String, INDArray> weights, FitOptions options) {
    this.weights = weights;
    this.options = options;
    IUpdater adam = new org.nd4j.linalg.learning.config.Adam(new Rate(options));
    weights.forEach(
        (name, weight) -> {
          INDArray moments = Nd4j.zeros(weight.dataType(), 1, adam.stateSize(weight.length()));
          GradientUpdater<?> updater = adam.instantiate(moments, false);
          updater.setStateViewArray(moments, weight.shape(), 'c', true);
          state.put(name, moments);
          updaters.put(name, updater);
        });
  }

  /** Changes the weights after a batch. The gradients are used up. */
  void step(Gradients gradients, long step) {
    double rate = options.schedule().at(step, options.steps());
    updaters.forEach(
        (name, updater) -> {
          INDArray weight = weights.get(name);
          INDArray change = gradients.byWeight().get(name);
          if (weight == null || change == null) {
            throw new IllegalStateException("no gradient for the weight " + name);
          }
          updater.applyUpdater(change, (int) step, 0);
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
