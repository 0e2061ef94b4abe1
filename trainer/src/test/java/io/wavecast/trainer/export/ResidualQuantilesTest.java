package io.wavecast.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ResidualQuantilesTest {

  @Test
  void quantiles_lie_between_values_as_numpys_do() {
    double[] sorted = {1, 2, 4, 8};

    // numpy.quantile([1, 2, 4, 8], [0, 0.25, 0.5, 0.9, 1])
    assertThat(ResidualQuantiles.quantile(sorted, 0)).isEqualTo(1);
    assertThat(ResidualQuantiles.quantile(sorted, 0.25)).isEqualTo(1.75);
    assertThat(ResidualQuantiles.quantile(sorted, 0.5)).isEqualTo(3);
    assertThat(ResidualQuantiles.quantile(sorted, 0.9)).isCloseTo(6.8, within(1e-12));
    assertThat(ResidualQuantiles.quantile(sorted, 1)).isEqualTo(8);
  }

  @Test
  void each_lead_time_has_offsets_of_its_own() {
    int n = 4000;
    Random random = new Random(1);
    float[] forecasts = new float[n * 10];
    float[] actual = new float[n * 10];
    for (int i = 0; i < actual.length; i++) {
      forecasts[i] = 7;
      actual[i] = 7 + (i % 10 + 1) * random.nextFloat(); // uniform in 0..lead time
    }

    ResidualQuantiles quantiles = ResidualQuantiles.of(forecasts, actual, List.of(0.1, 0.5, 0.9));

    for (int lead = 1; lead <= 10; lead++) {
      float[] offsets = quantiles.offsets()[lead - 1];
      assertThat(offsets[0] / lead).isCloseTo(0.1f, within(0.03f));
      assertThat(offsets[1] / lead).isCloseTo(0.5f, within(0.03f));
      assertThat(offsets[2] / lead).isCloseTo(0.9f, within(0.03f));
    }
  }
}
