package io.wavecast.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.trainer.data.WindowSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccuracyTest {

  @Test
  void figures_are_those_of_a_case_worked_out_by_hand() {
    float[] futures = {1, 1, 1, 1, 1, 1, 1, 1, 1, 5}; // the last value leaves the interval
    WindowSet set = new WindowSet(new float[50], futures, 1);
    float[] forecasts = new float[10];
    float[] quantiles = new float[20];
    for (int i = 0; i < 10; i++) {
      forecasts[i] = 2;
      quantiles[2 * i] = 0;
      quantiles[2 * i + 1] = 3;
    }

    Accuracy accuracy = Accuracy.of(new Predictions(forecasts, quantiles), set, List.of(0.2, 0.8));

    assertThat(accuracy.mse()).isCloseTo((9 * 1 + 9) / 10.0, within(1e-12));
    assertThat(accuracy.mae()).isCloseTo((9 * 1 + 3) / 10.0, within(1e-12));
    assertThat(accuracy.mseByLead().get(9)).isCloseTo(9, within(1e-12));
    assertThat(accuracy.coverage()).isEqualTo(0.9);
    assertThat(accuracy.width()).isCloseTo(3, within(1e-12));
    // y = 1: 2 * 0.2 * 1 and 2 * 0.2 * 2; y = 5: 2 * 0.2 * 5 and 2 * 0.8 * 2
    assertThat(accuracy.pinball()).isCloseTo((9 * (0.4 + 0.8) + 2.0 + 3.2) / 20, within(1e-12));
  }
}
