package io.wavecast.core.forecast.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The border that a budget of false alerts sets: the same evidence is another score. */
class BorderTest {
  /** So few that the border is the highest one at each of these steps. */
  private static final String FEWEST = "1 per 36500d";

  private static final double HIGHEST = 7;

  @ParameterizedTest
  @CsvSource({
    "60, 1 per 30d, 43200",
    "60, 1 per 1d, 1440",
    "60, 2 per 1d, 720",
    "15, 1 per 7d, 40320",
    "300, 3 per 30d, 2880",
    "1, 1 per 10d, 864000",
    "1, 1 per 1d, 86400"
  })
  void it_is_the_decades_of_the_values_in_which_one_is_allowed(
      int seconds, String budget, double values) {
    double border = Math.log10(values) + Tuning.SIGNALS;

    assertThat(score(seconds, budget) / score(seconds, FEWEST))
        .isEqualTo(HIGHEST / border, within(1e-4));
  }

  @ParameterizedTest
  @CsvSource({"3600, 1 per 2d", "60, 1 per 1m", "60, 1 per 2h"})
  void it_is_never_below_what_evidence_can_tell(int seconds, String budget) {
    assertThat(score(seconds, budget) / score(seconds, "1 per 36500d"))
        .isLessThanOrEqualTo(HIGHEST / 2.5 + 1e-4);
  }

  @Test
  void an_hourly_series_may_alert_by_less_evidence_than_a_fast_one() {
    assertThat(score(3600, "1 per 30d")).isGreaterThan(score(1, "1 per 30d"));
  }

  /** The score of a spike in noise. */
  private static double score(int seconds, String budget) {
    Random random = new Random(11);
    Judged s = new Judged(1000L * seconds).alerts(budget, Duration.ofDays(1));
    s.feed(500, t -> 10 + random.nextDouble());
    return s.feed(25).score();
  }
}
