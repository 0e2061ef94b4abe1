package io.wavecast.core.forecast.deviation;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.alert.AlertRule;
import io.wavecast.schemas.forecast.Alert;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens once a day: the first time, when it is missing, and a little earlier or later. */
class DailyTest {
  private static final int DAY = 288;
  private static final int AT = 36;

  private final Random random = new Random(17);

  @ParameterizedTest
  @ValueSource(longs = {300_000, 301_000})
  void a_disk_is_cleaned_daily_and_alerts_on_each_day_on_which_it_is_not(long stepMs) {
    Watched w = new Watched(Profile.FULL, AlertRule.DEFAULT, stepMs);
    double used = 40;
    for (int t = 0; t < 24 * DAY; t++) {
      boolean cleaned = t % DAY == AT && !List.of(10, 16, 22).contains(t / DAY);
      used = cleaned ? 34 + random.nextGaussian() : used + 0.13 + 0.05 * random.nextGaussian();
      w.feed(used);
    }

    assertThat(days(w, stepMs)).containsExactly(10, 16, 22);
  }

  @Test
  void a_job_that_runs_five_minutes_earlier_or_later_than_usual_is_not_missing() {
    Watched w = new Watched(Profile.FULL, AlertRule.DEFAULT, 300_000);
    for (int day = 0; day < 28; day++) {
      int start = AT + (day < 14 || day % 2 == 0 ? -1 : 0); // before or after a half hour begins
      int end = start + 12 + (day % 7 == 6 ? -1 : 0);
      for (int t = 0; t < DAY; t++) {
        w.feed((t >= start && t < end ? 240 : 60) + 2 * random.nextGaussian());
      }
    }

    assertThat(days(w, 300_000)).isEmpty();
  }

  @Test
  void a_job_in_a_time_of_which_nothing_is_learned_is_not_missing_after_it() {
    Watched w = new Watched(Profile.FULL, AlertRule.DEFAULT, 300_000);
    for (int t = 0; t < 15 * DAY; t++) {
      boolean job = t % DAY >= AT && t % DAY < AT + 12;
      double y = (job ? 240 : 60) + 2 * random.nextGaussian();
      if (t >= 14 * DAY + AT - 1 && t < 14 * DAY + AT + 24) {
        w.skip(60);
      } else {
        w.feed(y);
      }
    }

    assertThat(days(w, 300_000)).isEmpty();
  }

  /** The days on which alerts of a series begin. */
  private static List<Integer> days(Watched w, long stepMs) {
    return w.alerts.stream()
        .filter(a -> a.previous() == Alert.State.OK)
        .map(a -> (int) ((a.since() - Watched.START) / stepMs / DAY))
        .toList();
  }
}
