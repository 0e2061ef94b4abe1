package io.wavecast.trainer.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.core.forecast.ForecasterMetadata.Scaling;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.layer.Ascending;
import io.wavecast.trainer.layer.Dense;
import io.wavecast.trainer.layer.Flatten;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RelativeTest {
  private static final Pinball PINBALL = new Pinball(Head.LEVELS);
  private static final Architecture NET =
      new Architecture(
          Scaling.WINDOW,
          List.of(new Flatten(), new Dense(70), new Ascending(7)),
          Head.quantiles());

  @Test
  void a_loss_counts_in_units_of_the_least_mean_change_and_the_floor() {
    WindowSet set = Windows.random(1, 9);
    double least =
        IntStream.of(1, 4, 7, 12, 24).mapToDouble(lag -> change(set, lag)).min().orElseThrow();

    double ratio = loss(PINBALL, set) / loss(new Relative(PINBALL, 0.3), set);

    assertThat(ratio).isCloseTo(least / spread(set) + 0.3, within(1e-4));
  }

  @Test
  void a_window_that_repeats_a_day_has_no_unit_but_the_floor() {
    float[] example = new float[60];
    for (int t = 0; t < 60; t++) {
      example[t] = (t % 24) * (t % 24) % 17;
    }
    WindowSet set = WindowSet.ofExamples(example, 0, 1);

    double ratio = loss(PINBALL, set) / loss(new Relative(PINBALL, 0.25), set);

    assertThat(ratio).isCloseTo(0.25, within(1e-4));
  }

  private static double loss(Loss loss, WindowSet set) {
    try (Trainable<WindowSet> net = Networks.trainable(NET, loss, 3)) {
      return net.loss(set);
    }
  }

  private static double change(WindowSet set, int lag) {
    return IntStream.range(lag, 50)
        .mapToDouble(t -> Math.abs((double) set.value(0, t) - set.value(0, t - lag)))
        .average()
        .orElseThrow();
  }

  /** The unit of a scaled window. */
  private static double spread(WindowSet set) {
    double mean = IntStream.range(0, 50).mapToDouble(t -> set.value(0, t)).average().orElseThrow();
    return IntStream.range(0, 50)
        .mapToDouble(t -> Math.abs(set.value(0, t) - mean))
        .average()
        .orElseThrow();
  }
}
