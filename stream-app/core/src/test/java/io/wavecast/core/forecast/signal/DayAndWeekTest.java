package io.wavecast.core.forecast.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.CivilTime;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Direction;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the day and the week expect: what is missing, and what is out of range. */
class DayAndWeekTest {
  private final Random random = new Random(17);

  @ParameterizedTest
  @ValueSource(longs = {Judged.MINUTE, 5 * Judged.MINUTE, 15 * Judged.MINUTE})
  void a_nightly_job_that_does_not_run_is_reported_once_each_time(long stepMs) {
    int day = (int) (Judged.DAY / stepMs);
    Judged s = new Judged(stepMs);
    s.feed(
        28 * day,
        t -> {
          boolean isNight = t % day >= 2 * day / 24 && t % day < 3 * day / 24;
          boolean runs = isNight && t / day != 17 && t / day != 23;
          return (runs ? 240 : 60) + 2 * random.nextGaussian();
        });

    assertThat(s.begins(9 * day)).extracting(t -> t / day).containsExactly(17, 23);
    for (int found : s.begins(9 * day)) {
      assertThat(found % day * 24.0 / day).as("hour at which it is found").isBetween(2.0, 5.0);
      assertThat(s.deviations.get(found).cause().direction()).isEqualTo(Direction.BELOW);
    }
  }

  /** Also after a night without the job, which is an anomaly. */
  @Test
  void a_tall_job_that_runs_each_night_alerts_in_the_first_two_nights_only() {
    int day = 1440;
    Judged s = new Judged(Judged.MINUTE);
    s.feed(
        10 * day,
        t -> {
          boolean runs = t % day >= 150 && t % day < 180 && t / day != 6;
          double height = runs ? 6000 * (0.97 + 0.06 * random.nextDouble()) : 0;
          return 60 + height + 2 * random.nextGaussian();
        });

    assertThat(s.begins(2 * day)).extracting(t -> t / day).containsExactly(6);
    assertThat(s.begun(2 * day)).containsOnly("missing");
  }

  @Test
  void a_disk_that_is_cleaned_daily_alerts_on_days_on_which_it_is_not() {
    int day = 288;
    double[] used = {40};
    Judged s = new Judged(5 * Judged.MINUTE);
    s.feed(
        24 * day,
        t -> {
          boolean cleaned = t % day == 36 && !List.of(10, 16, 22).contains(t / day);
          return used[0] =
              cleaned ? 34 + random.nextGaussian() : used[0] + 0.13 + 0.05 * random.nextGaussian();
        });

    assertThat(s.begins(8 * day)).extracting(t -> t / day).contains(10, 16).hasSizeLessThan(5);
  }

  @Test
  void a_short_job_at_some_time_in_the_night_is_missing_if_it_does_not_run_in_two_hours() {
    int day = 288;
    int[] at = {0};
    Judged s = new Judged(5 * Judged.MINUTE);
    s.feed(
        24 * day,
        t -> {
          at[0] = t % day == 0 ? 30 + random.nextInt(6) : at[0];
          boolean runs = (t % day) / 2 == at[0] / 2 && t / day != 15 && t / day != 20;
          return (runs ? 240 : 60) + 2 * random.nextGaussian();
        });

    assertThat(s.begins(10 * day)).extracting(t -> t / day).containsExactly(15, 20);
    assertThat(s.begun(10 * day)).containsOnly("missing");
    int found = s.begins(10 * day).get(0);
    assertThat(s.deviations.get(found).cause().number("upper")).isBetween(200.0, 260.0);
    assertThat(s.deviations.get(found).cause().direction()).isEqualTo(Direction.BELOW);
  }

  @Test
  void a_job_that_starts_a_little_earlier_or_later_than_usual_is_not_missing() {
    int day = 288;
    Judged s = new Judged(5 * Judged.MINUTE);
    for (int d = 0; d < 21; d++) {
      int start = 36 + random.nextInt(5) - 2;
      s.feed(
          day,
          t -> (t % day >= start && t % day < start + 12 ? 240 : 60) + 2 * random.nextGaussian());
    }

    assertThat(s.begun(5 * day)).isEmpty();
  }

  @Test
  void a_job_by_the_clock_is_at_its_time_after_a_change_of_daylight_saving() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    Instant start = Instant.ofEpochMilli(Judged.START);
    Instant change = ZonedDateTime.of(2024, 3, 31, 0, 0, 0, 0, berlin).toInstant();
    int winter = (int) Duration.between(start, change).toMinutes() / 10;
    List<Integer> begins = new ArrayList<>();
    for (ZoneId zone : List.of(ZoneOffset.UTC, berlin)) {
      Judged s = new Judged(10 * Judged.MINUTE).clocks(zone, new CivilTime(zone));
      s.feed(
          winter + 3 * 144,
          t -> {
            boolean job = start.plusSeconds(600L * t).atZone(berlin).getHour() == 3;
            return (job ? 80 : 20) + 2 * random.nextGaussian();
          });
      begins.add(s.begins(winter).size());
    }

    assertThat(begins.get(0)).as("by another clock").isGreaterThanOrEqualTo(3);
    assertThat(begins.get(1)).isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {Judged.MINUTE, 10 * Judged.MINUTE, Judged.HOUR})
  void a_level_that_sinks_within_an_hour_is_found_by_what_the_day_expects(long stepMs) {
    int day = (int) (Judged.DAY / stepMs);
    int days = stepMs == Judged.HOUR ? 35 : 21;
    int noon = days * day + day / 2;
    Judged s = new Judged(stepMs).feed(noon, t -> rhythm(t, day, 100));

    s.feed(
        Math.max(6, day / 8),
        t -> rhythm(t, day, 100 - Math.min(80, 80.0 * (t - noon) / (day / 24))));

    assertThat(s.begins(noon)).isNotEmpty();
    assertThat(s.deviations.subList(noon, s.size()))
        .extracting(d -> d.cause().signal())
        .contains("season");
    assertThat(s.last().score()).isGreaterThan(1);
    assertThat(s.last().cause().direction()).isEqualTo(Direction.BELOW);
    for (int t = noon; t < s.size(); t++) {
      Cause cause = s.deviations.get(t).cause();
      if (cause.signal().equals("season")) {
        double yesterday = s.deviations.get(t - day).y();
        assertThat(yesterday).isBetween(cause.number("lower"), cause.number("upper"));
      }
    }
  }

  @Test
  void the_day_after_a_spike_nothing_is_missing() {
    Judged s = new Judged(5 * Judged.MINUTE);
    s.feed(10 * 288, t -> 100 + random.nextGaussian());

    s.feed(60);
    s.feed(3 * 288, t -> 100 + random.nextGaussian());

    assertThat(s.begins(0)).containsExactly(10 * 288);
  }

  /** A rhythm of 24 hours between the level less 50 and the level plus 50. */
  private double rhythm(int t, int day, double level) {
    return level - 50 * Math.cos(2 * Math.PI * t / day) + 2 * random.nextGaussian();
  }
}
