package io.wavecast.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SingularSpectrumTest {
  private static final double VARIANCE = NotebookData.NOISE * NotebookData.NOISE / 12;

  @Test
  void two_sines_stay_as_they_are() {
    WindowSet sines = sines(50, 0);

    WindowSet smooth = SingularSpectrum.smooth(sines, 4);

    for (int row = 0; row < sines.size(); row++) {
      for (int t = 0; t < WindowSet.EXAMPLE; t++) {
        assertThat(smooth.value(row, t)).isCloseTo(sines.value(row, t), within(1e-5f));
      }
    }
  }

  @Test
  void less_than_a_fifth_of_the_noise_on_two_sines_is_left_and_three_tenths_in_the_future() {
    WindowSet sines = sines(500, 0);

    WindowSet smooth = SingularSpectrum.smooth(sines(500, NotebookData.NOISE), 4);

    assertThat(squares(smooth, sines, 0, WindowSet.EXAMPLE)).isLessThan(0.2 * VARIANCE);
    assertThat(squares(smooth, sines, WindowSet.WINDOW, WindowSet.EXAMPLE))
        .isLessThan(0.3 * VARIANCE);
  }

  @Test
  void what_is_taken_from_the_notebooks_series_is_of_the_size_of_their_noise() {
    WindowSet noisy = WindowSet.ofExamples(NotebookWaves.numpy(42, 500, WindowSet.EXAMPLE), 0, 500);

    WindowSet smooth = SingularSpectrum.smooth(noisy, 4);

    // 4 of 30 directions stay, and with them about as much of the noise
    assertThat(squares(smooth, noisy, 0, WindowSet.EXAMPLE))
        .isBetween(0.75 * VARIANCE, 0.87 * VARIANCE);
  }

  /** Mean squared difference over steps {@code from} (inclusive) to {@code to} (exclusive). */
  private static double squares(WindowSet a, WindowSet b, int from, int to) {
    double squares = 0;
    for (int row = 0; row < a.size(); row++) {
      for (int t = from; t < to; t++) {
        squares += Math.pow(a.value(row, t) - b.value(row, t), 2);
      }
    }
    return squares / a.size() / (to - from);
  }

  /** The same sines at each call, with uniform noise of a width. */
  private static WindowSet sines(int count, double noise) {
    SplittableRandom random = new SplittableRandom(7);
    SplittableRandom noises = new SplittableRandom(8);
    float[] series = new float[count * WindowSet.EXAMPLE];
    for (int row = 0; row < count; row++) {
      double slow = random.nextDouble(0.17, 0.34);
      double fast = random.nextDouble(0.38, 0.68);
      double turn = random.nextDouble(6.3);
      for (int t = 0; t < WindowSet.EXAMPLE; t++) {
        double value = 0.5 * Math.sin(slow * t + turn) + 0.2 * Math.sin(fast * t - 2 * turn);
        series[row * WindowSet.EXAMPLE + t] = (float) (value + noise * (noises.nextDouble() - 0.5));
      }
    }
    return WindowSet.ofExamples(series, 0, count);
  }
}
