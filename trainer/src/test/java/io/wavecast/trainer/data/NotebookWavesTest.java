package io.wavecast.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.commons.math3.random.MersenneTwister;
import org.junit.jupiter.api.Test;

class NotebookWavesTest {

  @Test
  void the_generator_repeats_numpys_doubles() {
    double[] drawn = NotebookWaves.rand(new MersenneTwister(42), 5);

    // numpy.random.seed(42); numpy.random.rand(5)
    assertThat(drawn)
        .containsExactly(
            0.3745401188473625,
            0.9507143064099162,
            0.7319939418114051,
            0.5986584841970366,
            0.15601864044243652);
  }

  @Test
  void the_notebooks_first_training_series_comes_out_to_all_eight_printed_digits() {
    float[] series = NotebookWaves.numpy(42, 10_000, 51);

    assertThat(Arrays.copyOf(series, 5))
        .containsExactly(
            new float[] {0.4596948f, 0.31486678f, 0.12497123f, -0.1039134f, -0.33817387f},
            within(5e-9f));
  }

  @Test
  void all_ten_thousand_series_of_sixty_steps_equal_numpys_bit_for_bit() throws Exception {
    float[] series = NotebookWaves.numpy(42, 10_000, 60);

    // numpy 2.4: hashlib.sha256(generate_time_series(10000, 60).tobytes())
    assertThat(sha256(series))
        .isEqualTo("987a55039144828f502e972a2a7e837a0cf2f04af41b08ac2c9d4d1bdc0ddc6c");
  }

  @Test
  void repeating_the_last_value_has_the_error_that_the_notebook_prints() {
    float[] series = NotebookWaves.numpy(42, 10_000, 51);
    double sum = 0;

    for (int i = 7000; i < 9000; i++) {
      double error = series[i * 51 + 50] - series[i * 51 + 49];
      sum += error * error;
    }

    assertThat(sum / 2000).isCloseTo(0.020211367, within(1e-8));
  }

  @Test
  void repeating_the_last_value_ten_steps_ahead_too() {
    WindowSet valid = NotebookData.fixed().valid();
    double sum = 0;

    for (int i = 0; i < valid.size(); i++) {
      for (int t = 50; t < 60; t++) {
        double error = valid.value(i, t) - valid.value(i, 49);
        sum += error * error;
      }
    }

    assertThat(sum / 20_000).isCloseTo(0.25697407, within(1e-7));
  }

  private static String sha256(float[] values) throws Exception {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
  }
}
