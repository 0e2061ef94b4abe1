package io.wavecast.trainer.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.core.forecast.ForecasterMetadata.Scaling;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.layer.Copies;
import io.wavecast.trainer.layer.DeadZone;
import io.wavecast.trainer.layer.Dense;
import io.wavecast.trainer.layer.Flatten;
import io.wavecast.trainer.layer.Layer;
import io.wavecast.trainer.layer.Shares;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class CopiesTest {
  private static final List<Integer> LAGS = List.of(4, 24, 50);

  @ParameterizedTest
  @CsvSource({"0, 4", "1, 24", "2, 50"})
  void with_all_weight_on_one_lag_the_forecast_is_the_value_one_rhythm_ago(int share, int lag) {
    WindowSet set = Windows.random(3, 5);

    float[] output = output(set, share);

    for (int row = 0; row < set.size(); row++) {
      for (int lead = 0; lead < 10; lead++) {
        int at = 50 + lead - lag * (lead / lag + 1);
        for (int level = 0; level < 7; level++) {
          assertThat(output[row * 70 + lead * 7 + level])
              .isCloseTo(set.value(row, at), within(1e-4f));
        }
      }
    }
  }

  @Test
  void with_all_weight_on_the_last_share_nothing_moves() {
    WindowSet set = Windows.random(2, 6);

    float[] output = output(set, LAGS.size());

    for (int i = 0; i < output.length; i++) {
      assertThat(output[i]).isCloseTo(set.value(i / 70, 49), within(1e-4f));
    }
  }

  /** The others have shares of 0.02 each. */
  @Test
  void a_small_share_is_none_so_that_what_stands_still_does_so_exactly() {
    WindowSet set = Windows.random(2, 7);

    float[] output = output(set, LAGS.size(), 4);

    for (int i = 0; i < output.length; i++) {
      assertThat(output[i]).isCloseTo(set.value(i / 70, 49), within(1e-6f));
    }
  }

  @Test
  void a_lag_beyond_the_window_is_refused() {
    List<Layer> none = List.of();

    assertThatIllegalArgumentException().isThrownBy(() -> new Copies(List.of(51), none, none));
    assertThatIllegalArgumentException().isThrownBy(() -> new Copies(List.of(0), none, none));
  }

  @Test
  void copies_need_a_scaled_window() {
    Head head = Head.copies(copies());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Architecture(Scaling.NONE, List.of(new Flatten()), head));
  }

  private static Copies copies() {
    return new Copies(
        LAGS,
        List.of(new Dense(80), new DeadZone(7)),
        List.of(new Dense(LAGS.size() + 1), new Shares()));
  }

  /** Of a network that moves nothing and gives one share all the weight. */
  private static float[] output(WindowSet set, int share) {
    return output(set, share, 100);
  }

  /**
   * @param logit of that share; those of the others are 0
   */
  private static float[] output(WindowSet set, int share, float logit) {
    Architecture net =
        new Architecture(Scaling.WINDOW, List.of(new Flatten()), Head.copies(copies()));
    try (Trainable<WindowSet> trained = Networks.trainable(net, new Pinball(Head.LEVELS), 1)) {
      for (INDArray weights : trained.weights().values()) {
        weights.assign(0);
        if (weights.length() == LAGS.size() + 1) {
          weights.data().put(share, logit);
        }
      }
      return trained.output(set);
    }
  }
}
