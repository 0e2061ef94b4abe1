package io.wavecast.core.forecast.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Cause.Code;
import io.wavecast.schemas.forecast.Deviation;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of an anomaly: it lasts, ends without another one, is accepted, comes again. */
class AnomalyTest {
  private static final int KNOWN = 6000;

  private final Random random = new Random(5);

  @ParameterizedTest
  @ValueSource(longs = {Judged.SECOND, Judged.MINUTE, Judged.HOUR})
  void an_outage_lasts_until_it_is_over_and_its_end_begins_none(long stepMs) {
    Judged s = level(new Judged(stepMs), 100, KNOWN);

    level(s, 0, 50);
    assertThat(s.deviations.subList(KNOWN, KNOWN + 50)).allMatch(d -> d.score() > 1);
    level(s, 100, 500);

    assertThat(s.begins(KNOWN)).containsExactly(KNOWN);
    assertThat(s.with(Code.ENDED, KNOWN))
        .singleElement()
        .satisfies(i -> assertThat(i).isBetween(KNOWN + 50, KNOWN + 50 + 60));
    assertThat(s.highest(KNOWN + 60)).isLessThanOrEqualTo(1);
  }

  @Test
  void an_anomaly_says_since_when_and_what_was_expected() {
    Judged s = level(new Judged(Judged.MINUTE), 100, KNOWN);
    long began = Judged.START + KNOWN * Judged.MINUTE;

    level(s, 60, 30);

    Cause cause = s.last().cause();
    assertThat(cause.code()).isEqualTo(Code.SIGNAL);
    assertThat(cause.since()).isEqualTo(began);
    assertThat(cause.direction()).hasToString("BELOW");
    assertThat(cause.expected()).isBetween(95f, 105f);
  }

  @Test
  void nothing_but_its_end_is_learned_while_it_lasts() {
    Judged s = level(new Judged(Judged.MINUTE), 100, KNOWN);
    float onset = s.feed(60).score();

    level(s, 60, 300);

    assertThat(s.last().score()).isGreaterThanOrEqualTo(onset);
    assertThat(s.last().cause().number("lower")).isGreaterThan(90);
  }

  @Test
  void three_equal_spikes_are_found_because_the_first_is_hardly_learned() {
    Judged s = level(new Judged(Judged.MINUTE), 100, KNOWN);
    for (int i = 0; i < 3; i++) {
      s.feed(60);
      level(s, 100, 400);
    }

    assertThat(s.begins(0)).containsExactly(KNOWN, KNOWN + 401, KNOWN + 802);
  }

  @Test
  void what_comes_again_and_again_within_hours_is_how_the_series_is() {
    Judged s = level(new Judged(Judged.MINUTE), 100, KNOWN);
    for (int i = 0; i < 12; i++) {
      s.feed(60);
      level(s, 100, 150);
    }

    assertThat(s.begins(KNOWN).size()).isBetween(3, 6);
    assertThat(s.begins(s.size() - 5 * 151)).isEmpty();
  }

  @Test
  void what_comes_every_two_days_is_found_each_time() {
    Judged s = level(new Judged(5 * Judged.MINUTE), 100, KNOWN);
    for (int i = 0; i < 6; i++) {
      s.feed(60);
      level(s, 100, 2 * 288 + 5);
    }

    assertThat(s.begins(KNOWN)).hasSize(6);
  }

  @ParameterizedTest
  @CsvSource({"60, 1d, 1441", "60, 2h, 121", "600, 1h, 61", "3600, 1d, 61", "1, 10m, 601"})
  void a_level_is_accepted_after_a_time_and_at_least_sixty_values(
      int seconds, String after, int values) {
    Duration acceptAfter =
        after.endsWith("d") ? Duration.ofDays(1) : Duration.parse("PT" + after.toUpperCase());
    Judged s = new Judged(seconds * Judged.SECOND).alerts("1 per 30d", acceptAfter);
    level(s, 100, KNOWN);

    level(s, 60, values + 100);

    assertThat(s.with(Code.ACCEPTED, KNOWN)).startsWith(KNOWN + values);
    Deviation accepted = s.deviations.get(KNOWN + values);
    assertThat(accepted.score()).isLessThanOrEqualTo((float) Deviation.USUAL);
    assertThat(accepted.cause().number("afterMs")).isEqualTo(values * s.stepMs);
    assertThat(s.begins(KNOWN)).startsWith(KNOWN).hasSizeLessThan(4);
  }

  @Test
  void what_somebody_says_was_normal_is_none_the_next_time() {
    Judged said = level(new Judged(Judged.MINUTE), 100, KNOWN);
    level(said, 60, 20);
    level(said, 100, 300);
    said.wasNormal();
    level(said, 100, 300);
    int again = said.size();
    level(said, 60, 20);
    level(said, 100, 100);

    assertThat(said.begins(0)).containsExactly(KNOWN);
    assertThat(said.highest(again)).isLessThanOrEqualTo(1);
  }

  @Test
  void one_that_is_said_to_be_normal_while_it_lasts_is_over() {
    Judged s = level(new Judged(5 * Judged.MINUTE), 100, KNOWN);
    level(s, 60, 20);
    assertThat(s.isOpen()).isTrue();

    s.wasNormal();
    level(s, 60, 200);

    assertThat(s.isOpen()).isFalse();
    assertThat(s.with(Code.ACCEPTED, KNOWN)).containsExactly(KNOWN + 20);
    assertThat(s.begins(KNOWN + 20)).isEmpty();
  }

  @Test
  void a_score_that_grows_in_an_anomaly_has_one_peak() {
    Judged s = level(new Judged(Judged.MINUTE), 100, KNOWN);

    for (int i = 0; i < 40; i++) {
      s.feed(90 - 2 * i);
    }

    assertThat(s.deviations.subList(KNOWN, KNOWN + 40))
        .filteredOn(d -> d.peak() && d.score() > 1)
        .hasSize(1);
  }

  @Test
  void an_anomaly_follows_what_the_day_expects() {
    Judged s = new Judged(5 * Judged.MINUTE);
    int day = 288;
    int onset = 9 * day + 100;
    s.feed(onset, t -> 100 + 50 * Math.sin(2 * Math.PI * t / day) + random.nextGaussian());

    s.feed(144, t -> 40 + 50 * Math.sin(2 * Math.PI * t / day) + random.nextGaussian());

    assertThat(s.begins(onset)).hasSize(1);
    assertThat(s.deviations.subList(onset + 5, onset + 144))
        .as("60 below the day all the time")
        .allMatch(d -> d.score() > 1);
  }

  /** Forecasts follow a slow rise, so its end seems to be the first change. */
  @Test
  void the_end_of_a_slow_rise_that_was_not_found_begins_none() {
    int day = 1440;
    int onset = 2 * day + 300;
    int end = onset + 480;
    Judged s = new Judged(Judged.MINUTE);

    s.feed(
        end + 360,
        t -> {
          double rise = t < onset || t >= end ? 0 : 60.0 * (t - onset) / (end - onset);
          return 100 + 20 * Math.sin(2 * Math.PI * t / day) + rise + random.nextGaussian();
        });

    assertThat(s.begins(day)).isEmpty();
    assertThat(s.deviations.get(end).score()).as("a return is unusual, no more").isEqualTo(1);
  }

  private Judged level(Judged s, double level, int n) {
    return s.feed(n, t -> level + 2 * random.nextDouble() - 1);
  }
}
