package io.wavecast.trainer.net;

import io.wavecast.trainer.data.WindowSet;
import org.jspecify.annotations.Nullable;

/** What a network says about all values that a set knows, however few it forecasts at a time. */
public final class Iterated {
  private Iterated() {}

  /**
   * The head's values for each window, in raw units. A network that gives the next value only is
   * fed its own forecasts until it has reached the set's horizon: the window moves on by each.
   *
   * @return [size, head units], or [size, horizon] where forecasts are fed back
   */
  public static float[] output(Trainable<WindowSet> net, WindowSet set) {
    return following(net, set, null);
  }

  /**
   * The same, but where forecasts are fed back, those of someone else are: what the network says at
   * each step when it is given what the other was given. Small differences do not grow from step to
   * step then.
   *
   * @param fed the other's forecasts [size, horizon]; null to feed back its own
   */
  public static float[] following(Trainable<WindowSet> net, WindowSet set, float @Nullable [] fed) {
    float[] values = net.output(set);
    int horizon = set.horizon();
    if (values.length >= set.futures().length) {
      return values;
    }
    float[] all = new float[set.size() * horizon];
    float[] windows = set.windows().clone();
    for (int lead = 0; lead < horizon; lead++) {
      if (lead > 0) {
        values = net.output(new WindowSet(windows, set.futures(), set.size()));
      }
      for (int row = 0; row < set.size(); row++) {
        all[row * horizon + lead] = values[row];
        int first = row * WindowSet.WINDOW;
        System.arraycopy(windows, first + 1, windows, first, WindowSet.WINDOW - 1);
        windows[first + WindowSet.WINDOW - 1] =
            fed == null ? values[row] : fed[row * horizon + lead];
      }
    }
    return all;
  }
}
