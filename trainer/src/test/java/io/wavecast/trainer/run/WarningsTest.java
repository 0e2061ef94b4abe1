package io.wavecast.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.trainer.export.Accuracy;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarningsTest {
  private static Accuracy accuracy(double mae, double coverage) {
    return new Accuracy(1, mae, List.of(), 1, coverage, 1);
  }

  @Test
  void a_good_model_has_none() {
    assertThat(Warnings.of(accuracy(1, 0.81), 0.9, 1, 50)).isEmpty();
  }

  @Test
  void warns_of_low_coverage_and_of_a_model_worse_than_naive() {
    assertThat(Warnings.of(accuracy(2.5, 0.22), 0.9, 2, 50))
        .containsExactly(
            "the 90 % interval holds only 22.0 % of the test set (50 windows to validate on)",
            "repeating the last value is better: mean absolute error 2.000 on the test set, the"
                + " model 2.500");
  }
}
