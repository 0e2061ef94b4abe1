package io.wavecast.trainer.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.core.forecast.ForecasterMetadata.Scaling;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.layer.Ascending;
import io.wavecast.trainer.layer.Dense;
import io.wavecast.trainer.layer.Flatten;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaughtTest {
  private static final Pinball PINBALL = new Pinball(Head.LEVELS);
  private static final Loss TAUGHT = Taught.instead(new Relative(PINBALL, 0.2));

  @Test
  void training_minimises_the_distance_from_what_is_taught() {
    WindowSet set = taught(4);
    float[] output = output(set);

    double expected = 0;
    for (int at = 0; at < output.length; at += 7) {
      double spread = (double) set.taught()[at + 6] - set.taught()[at];
      for (int k = at; k < at + 7; k++) {
        double away = output[k] - (double) set.taught()[k];
        expected += away * away / (spread + Math.abs(away) + 0.01) / output.length;
      }
    }

    try (Trainable<WindowSet> net = Trainable.of(net(Scaling.NONE), new Taught(PINBALL), 3)) {
      assertThat(net.gradients(set, 0).loss()).isCloseTo(expected, within(1e-6));
    }
  }

  @Test
  void a_network_that_says_what_is_taught_has_no_loss_whatever_came() {
    WindowSet set = Windows.random(1, 4);
    Architecture scaled = net(Scaling.WINDOW);
    try (Trainable<WindowSet> net = Trainable.of(scaled, TAUGHT, 3)) {
      assertThat(net.gradients(set.taught(net.output(set)), 0).loss()).isCloseTo(0, within(1e-9));
      assertThat(net.loss(set)).as("of what came").isGreaterThan(0.1);
    }
  }

  @Test
  void a_set_without_teachers_is_judged_by_what_came() {
    WindowSet set = Windows.random(5, 4);
    try (Trainable<WindowSet> taught = Trainable.of(net(Scaling.WINDOW), TAUGHT, 3);
        Trainable<WindowSet> plain =
            Trainable.of(net(Scaling.WINDOW), new Relative(PINBALL, 0.2), 3)) {
      assertThat(taught.loss(set)).isEqualTo(plain.loss(set));
    }
  }

  @Test
  void its_gradient_is_its_slope() {
    GradientCheck.assertIsSlope(
        new WindowNetwork(net(Scaling.WINDOW), TAUGHT), taught(3), 0.3, 11);
  }

  @Test
  void only_quantiles_are_taught() {
    assertThatThrownBy(() -> Taught.instead(new Loss.LastStepMse()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("teachers need a loss of quantiles");
  }

  /** Windows with the quantiles of another network. */
  private static WindowSet taught(int size) {
    WindowSet set = Windows.random(size, 8);
    try (Trainable<WindowSet> other = Trainable.of(net(Scaling.NONE), PINBALL, 77)) {
      return set.taught(other.output(set));
    }
  }

  private static float[] output(WindowSet set) {
    try (Trainable<WindowSet> net = Trainable.of(net(Scaling.NONE), PINBALL, 3)) {
      return net.output(set);
    }
  }

  private static Architecture net(Scaling scaling) {
    return new Architecture(
        scaling, List.of(new Flatten(), new Dense(70), new Ascending(7)), Head.quantiles());
  }
}
