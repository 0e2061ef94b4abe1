package io.wavecast.trainer.mixture;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.trainer.data.WindowSet;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MixtureTest {
  private static final Mixture MIXTURE = new Mixture();

  @Test
  void a_seed_gives_the_same_series_and_another_seed_gives_others() {
    WindowSet first = MIXTURE.draw(50, 3);

    assertThat(MIXTURE.draw(50, 3).windows()).isEqualTo(first.windows());
    assertThat(MIXTURE.draw(50, 4).windows()).isNotEqualTo(first.windows());
  }

  @Test
  void every_value_is_a_number_of_bounded_size() {
    WindowSet set = MIXTURE.draw(5000, 11);

    for (int row = 0; row < set.size(); row++) {
      for (int step = 0; step < WindowSet.EXAMPLE; step++) {
        assertThat(Math.abs(set.value(row, step))).as("row %d step %d", row, step).isLessThan(1e6f);
      }
    }
  }

  @Test
  void batches_of_neighbouring_steps_share_no_series() {
    var batches = MixtureData.fresh().batches().of(64, 1);

    float[] step0 = batches.at(0).windows();
    float[] step1 = batches.at(1).windows();

    for (int row = 0; row < 64; row++) {
      float[] window = Arrays.copyOfRange(step0, row * 50, (row + 1) * 50);
      for (int other = 0; other < 64; other++) {
        assertThat(Arrays.copyOfRange(step1, other * 50, (other + 1) * 50)).isNotEqualTo(window);
      }
    }
  }

  @Test
  void some_series_have_nothing_added_to_them() {
    WindowSet set = MIXTURE.draw(4000, 41);
    int exact = 0;
    for (int row = 0; row < set.size(); row++) {
      int still = 0;
      for (int step = 1; step < WindowSet.EXAMPLE; step++) {
        still += set.value(row, step) == set.value(row, step - 1) ? 1 : 0;
      }
      exact += still > 40 ? 1 : 0;
    }

    assertThat(exact).isGreaterThan(300);
  }

  /** The fingerprints of runs of the default forecaster, and its checkpoints, depend on it. */
  @Test
  void the_series_of_a_seed_never_change() {
    assertThat(MIXTURE.draw(10_000, 1).sha256())
        .isEqualTo("0662f66a2cffc3c0abf01688820bc381601d88a00dcdc659e99ae05d9dfab36b");
  }
}
