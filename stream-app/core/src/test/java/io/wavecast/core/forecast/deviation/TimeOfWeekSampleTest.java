package io.wavecast.core.forecast.deviation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.core.forecast.season.UsualRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The mean of about an hour, which is judged by the range at this hour of the week. */
class TimeOfWeekSampleTest {
  private final Sample s = new Sample(new byte[Profile.FULL.layout.size], Profile.FULL.layout);

  @ParameterizedTest
  @CsvSource({"false, 92.5", "true, 70"})
  void in_an_anomaly_it_comes_back_four_times_faster(boolean deviating, double mean) {
    listen(100, 0.25, 110, 120);
    s.deviating = deviating;

    listen(70, 0.25, 60, 80);

    assertThat(s.weekMean).isCloseTo(mean, within(1e-4));
  }

  @ParameterizedTest
  @CsvSource({"0, 92.5", "900000, 92.5", "900001, 70"})
  void it_begins_anew_after_a_time_of_which_nothing_was_learned(double unlearned, double mean) {
    listen(100, 0.25, 60, 80);
    s.unlearned = unlearned;

    listen(70, 0.25, 60, 80);

    assertThat(s.weekMean).isCloseTo(mean, within(1e-4));
  }

  @ParameterizedTest
  @CsvSource({
    "100, 130, 80", // the mean is above the range, and so is the value
    "100, 70, 60", // the value is within: it still lies above what is expected
    "30, 20, 60",
    "30, 70, 80",
  })
  void what_was_expected_lies_on_the_side_that_the_mean_has_left(
      double before, double value, double expected) {
    for (int i = 0; i < 400; i++) {
      s.n++;
      listen(70, 0.25, 60, 80);
      new TimeOfWeek().learn(s, 0);
    }
    listen(before, 1, 60, 80);

    listen(value, 0.25, 60, 80);

    assertThat(s.missing).isEqualTo(expected);
  }

  private void listen(double x, double pace, double low, double high) {
    s.clear();
    s.x = x;
    s.usualRange = new UsualRange(low, high, pace, true);
    new TimeOfWeek().listen(s, 0);
  }
}
