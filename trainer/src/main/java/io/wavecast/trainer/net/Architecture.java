package io.wavecast.trainer.net;

import io.wavecast.core.forecast.ForecasterMetadata.Scaling;
import io.wavecast.trainer.algebra.Algebra;
import io.wavecast.trainer.algebra.Seq;
import io.wavecast.trainer.layer.Ascending;
import io.wavecast.trainer.layer.Copies;
import io.wavecast.trainer.layer.DeadZone;
import io.wavecast.trainer.layer.Layer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The architecture of a forecaster, without weights.
 *
 * @param scaling what happens to a window before the first layer, and to the forecast after the
 *     last
 * @param layers from the window, one value a step, to what the head asks for
 * @param head what the last layer's values mean
 */
public record Architecture(Scaling scaling, List<Layer> layers, Head head) {
  public Architecture {
    layers = List.copyOf(layers);
    if (head.isIterated() && scaling != Scaling.NONE) {
      throw new IllegalArgumentException("a network that is fed its forecasts must not scale");
    }
    if (head.copies() != null && scaling == Scaling.NONE) {
      throw new IllegalArgumentException("copies need a scaled window");
    }
  }

  /** True when quantiles leave the last layer in order, so that nothing has to sort them. */
  public boolean givesAscending() {
    Copies copies = head.copies(); // which move all quantiles alike
    List<Layer> all = copies == null ? layers : copies.moves();
    Layer last = all.isEmpty() ? null : all.get(all.size() - 1);
    return last instanceof Ascending || last instanceof DeadZone;
  }

  /** The layers and what the head makes of them, for people. */
  public String text() {
    return layers + (head.copies() == null ? "" : ", " + head.copies());
  }

  /**
   * Adds the layers and the head to a graph.
   *
   * @param x the window as the first layer sees it, or a longer one
   * @param half of a scaled window, see {@link WindowScaling}; else null
   * @param outputs steps to give out; all there are when there are fewer
   * @throws IllegalArgumentException when the last layer has not as many values as the head
   */
  public <T> Seq<T> values(Algebra<T> a, Seq<T> x, @Nullable T half, int outputs) {
    int[] plan = plan(x.steps(), outputs);
    Seq<T> y = a.newest(x, plan[0]);
    for (int i = 0; i < layers.size(); i++) {
      y = layers.get(i).apply(a.inner("layer" + i), y, plan[i + 1]);
    }
    if (head.copies() != null && half != null) {
      y = head.copies().apply(a.inner("layer" + layers.size()), y, half);
    }
    if (y.channels() != head.units()) {
      throw new IllegalArgumentException(
          "the last layer must give %d values a step, got: %d"
              .formatted(head.units(), y.channels()));
    }
    return y;
  }

  /** Steps of the window from one output of the last layer to the next. */
  public int stride() {
    return layers.stream().mapToInt(Layer::stride).reduce(1, (a, b) -> a * b);
  }

  /**
   * How many of its newest steps each layer must give out.
   *
   * @param window steps of the window
   * @param outputs steps that the last layer must give out; all there are when it has fewer
   * @return one number for the window, then one for each layer
   */
  public int[] plan(int window, int outputs) {
    int n = layers.size();
    int[] steps = new int[n + 1];
    steps[0] = window;
    for (int i = 0; i < n; i++) {
      steps[i + 1] = layers.get(i).length(steps[i]);
    }
    steps[n] = Math.min(steps[n], outputs);
    for (int i = n - 1; i >= 0; i--) {
      steps[i] = Math.min(steps[i], layers.get(i).reach(steps[i + 1]));
    }
    return steps;
  }
}
