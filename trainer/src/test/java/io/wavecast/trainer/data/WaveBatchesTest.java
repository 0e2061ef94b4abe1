package io.wavecast.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WaveBatchesTest {
  private static final WindowSet SET =
      WindowSet.ofExamples(NotebookWaves.numpy(42, 20, WindowSet.EXAMPLE), 0, 20);

  @Test
  void fresh_series_have_the_spread_of_the_notebooks() {
    WindowSet fresh = WaveBatches.fresh(20_000, 1).at(0);

    double squares = 0;
    for (float value : fresh.windows()) {
      squares += (double) value * value;
    }
    // 0.5^2 / 2 + 0.2^2 / 2 + 0.1^2 / 12
    assertThat(squares / fresh.windows().length).isCloseTo(0.14583, within(0.002));
  }

  @Test
  void fresh_windows_are_two_waves_and_noise() {
    WindowSet fresh = WaveBatches.fresh(2000, 1).at(3);

    // waves bend little from step to step: what is left of the third difference is noise, 20 / 1200
    assertThat(thirdDifference(fresh, 49))
        .isBetween(20 * 0.1 * 0.1 / 12, 1.5 * 20 * 0.1 * 0.1 / 12);
  }

  @Test
  void fresh_futures_have_no_noise() {
    WindowSet fresh = WaveBatches.fresh(2000, 1).at(3);

    assertThat(thirdDifference(fresh, 59)).isLessThan(0.5 * 20 * 0.1 * 0.1 / 12);
  }

  /** Mean square of the third difference that ends at a step. */
  private static double thirdDifference(WindowSet set, int step) {
    double squares = 0;
    for (int row = 0; row < set.size(); row++) {
      double third =
          set.value(row, step)
              - 3 * set.value(row, step - 1)
              + 3 * set.value(row, step - 2)
              - set.value(row, step - 3);
      squares += third * third / set.size();
    }
    return squares;
  }

  @Test
  void a_batch_depends_on_its_seed_and_step_alone() {
    assertThat(WaveBatches.fresh(8, 1).at(5).sha256())
        .isEqualTo(WaveBatches.fresh(8, 1).at(5).sha256());
    assertThat(WaveBatches.fresh(8, 1).at(5).sha256())
        .isNotEqualTo(WaveBatches.fresh(8, 1).at(6).sha256())
        .isNotEqualTo(WaveBatches.fresh(8, 2).at(5).sha256());
    assertThat(WaveBatches.changed(SET, 8, 1).at(5).sha256())
        .isEqualTo(WaveBatches.changed(SET, 8, 1).at(5).sha256())
        .isNotEqualTo(WaveBatches.changed(SET, 8, 1).at(6).sha256());
  }

  @Test
  void a_changed_future_is_one_of_the_set_up_or_down_forwards_or_backwards() {
    WindowSet changed = WaveBatches.changed(SET, 64, 4).at(0);
    boolean[][] seen = new boolean[2][2];

    for (int row = 0; row < changed.size(); row++) {
      int found = 0;
      for (int of = 0; of < SET.size(); of++) {
        for (int backwards = 0; backwards < 2; backwards++) {
          for (int down = 0; down < 2; down++) {
            if (matches(changed, row, of, backwards == 1, down == 1 ? -1 : 1)) {
              seen[backwards][down] = true;
              found++;
            }
          }
        }
      }
      assertThat(found).as("row %d", row).isEqualTo(1);
    }
    assertThat(seen).isDeepEqualTo(new boolean[][] {{true, true}, {true, true}});
  }

  private static boolean matches(WindowSet changed, int row, int of, boolean backwards, int sign) {
    for (int t = 0; t < WindowSet.EXAMPLE; t++) {
      float original = sign * SET.value(of, backwards ? WindowSet.EXAMPLE - 1 - t : t);
      double apart = Math.abs(changed.value(row, t) - original);
      if (apart > (t < WindowSet.WINDOW ? 0.0501 : 0)) {
        return false;
      }
    }
    return true;
  }
}
