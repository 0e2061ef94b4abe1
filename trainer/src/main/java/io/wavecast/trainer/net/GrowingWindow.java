package io.wavecast.trainer.net;

import io.wavecast.trainer.algebra.SameDiffAlgebra;
import io.wavecast.trainer.algebra.Scope;
import io.wavecast.trainer.algebra.Seq;
import io.wavecast.trainer.data.WindowSet;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Ten values ahead as the notebook forecasts them with a network of the next value: the window
 * grows by each forecast, from 50 values to 59, while {@link Iterated} moves it on. For causal
 * networks only, which are asked once for all steps of 59.
 */
public final class GrowingWindow {
  private static final int W = WindowSet.WINDOW;
  private static final int H = WindowSet.HORIZON;

  private GrowingWindow() {}

  /**
   * The forecasts [size, 10].
   *
   * @param net a causal network of the next value
   * @param weights its state, by name
   * @param set windows; its futures are not looked at
   */
  public static float[] output(Architecture net, Map<String, INDArray> weights, WindowSet set) {
    float[] fed = new float[set.size() * H];
    int steps = W + H - 1;
    try (Trainable<WindowSet> longer = new Trainable<>(new Longer(net, steps), 0)) {
      longer.state().forEach((name, array) -> array.assign(weights.get(name)));
      for (int lead = 0; lead < H; lead++) {
        float[] next = longer.output(new WindowSet(set.windows(), fed, set.size()));
        for (int row = 0; row < set.size(); row++) {
          fed[row * H + lead] = next[row * steps + W - 1 + lead];
        }
      }
    }
    return fed;
  }

  /** Gives out the next value after each of its steps, [batch, steps]. */
  private record Longer(Architecture net, int steps) implements Network<WindowSet> {
    @Override
    public void define(Scope scope) {
      SDVariable values = scope.placeHolder(WindowNetwork.WINDOW, -1, steps);
      SameDiffAlgebra a = new SameDiffAlgebra(scope);
      Seq<SDVariable> x = net.values(a, WindowNetwork.sequence(a, values, steps), null, steps);
      SDVariable next = x.value().reshape(steps, -1).permute(1, 0).mul(1).rename(OUTPUT);
      next.mul(next).mean().rename(LOSS); // never minimised
    }

    @Override
    public Map<String, Values> feed(WindowSet batch) {
      int n = batch.size();
      float[] values = new float[n * steps];
      for (int row = 0; row < n; row++) {
        for (int t = 0; t < steps; t++) {
          values[row * steps + t] = batch.value(row, t);
        }
      }
      return Map.of(WindowNetwork.WINDOW, new Values(values, n, steps));
    }
  }
}
