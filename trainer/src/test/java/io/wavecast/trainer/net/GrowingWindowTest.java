package io.wavecast.trainer.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.layer.Dense;
import io.wavecast.trainer.layer.SimpleRnn;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GrowingWindowTest {
  private static final long SEED = 5;

  /** One recurrent unit and one weight behind it, by hand. */
  @Test
  void the_window_grows_by_each_forecast() {
    Architecture net = Networks.next(new SimpleRnn(1), new Dense(1));
    WindowSet set = Windows.random(3, SEED);
    try (Trainable<WindowSet> trained = Networks.trainable(net, new Loss.LastStepMse(), SEED)) {
      Map<String, float[]> weights = Networks.shaken(trained, 0.5, SEED);

      float[] ahead = GrowingWindow.output(net, trained.state(), set);

      for (int row = 0; row < set.size(); row++) {
        double h = 0;
        for (int t = 0; t < WindowSet.WINDOW; t++) {
          h = state(weights, h, set.value(row, t));
        }
        for (int lead = 0; lead < WindowSet.HORIZON; lead++) {
          double next = h * weights.get("layer1.w")[0] + weights.get("layer1.b")[0];
          assertThat(ahead[row * WindowSet.HORIZON + lead]).isCloseTo((float) next, within(1e-5f));
          h = state(weights, h, next);
        }
      }
    }
  }

  private static double state(Map<String, float[]> weights, double h, double x) {
    return Math.tanh(
        x * weights.get("layer0.w")[0]
            + h * weights.get("layer0.u")[0]
            + weights.get("layer0.b")[0]);
  }
}
