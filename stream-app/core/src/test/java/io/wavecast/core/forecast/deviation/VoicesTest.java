package io.wavecast.core.forecast.deviation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.core.forecast.alert.AlertRule;
import io.wavecast.schemas.forecast.Deviation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each voice speaks where it should, and says why. */
class VoicesTest {
  private final Random random = new Random(7);

  @ParameterizedTest
  @EnumSource(Profile.class)
  void ordinary_series_raise_no_alert(Profile profile) {
    Watched noise = Watched.of(profile, 4000, t -> random.nextGaussian());
    Watched wave = Watched.of(profile, 4000, t -> Math.sin(t / 30.0) + 0.1 * random.nextGaussian());
    Watched counts = Watched.of(profile, 4000, t -> (int) (6 * random.nextDouble()));

    assertThat(noise.alerts).isEmpty();
    assertThat(wave.alerts).isEmpty();
    assertThat(counts.alerts).isEmpty();
    assertThat(noise.deviations).allSatisfy(d -> assertThat(d.score()).isLessThanOrEqualTo(1));
  }

  @Test
  void what_exceeds_two_decades_adds_up() {
    Sample s = new Sample(new byte[0], Profile.FULL.layout);
    s.clear();
    s.say(Voice.VALUE, 1.5);
    assertThat(Voices.sum(s)).isEqualTo(1.5);

    s.say(Voice.VALUE, 5);
    assertThat(Voices.sum(s)).isEqualTo(5);

    s.say(Voice.FORECAST, 6);
    s.say(Voice.FLAT, 2);
    double sum = Math.pow(3, 2.2) + Math.pow(4, 2.2);
    assertThat(Voices.sum(s)).isCloseTo(2 + Math.pow(sum, 1 / 2.2), within(1e-12));
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void what_speaks_in_an_old_series_must_be_further_away_in_a_young_one(Profile profile) {
    assertThat(Watched.of(profile, 2000, t -> random.nextGaussian()).feed(8).score())
        .isGreaterThan(1);
    assertThat(Watched.of(profile, 200, t -> random.nextGaussian()).feed(8).score()).isLessThan(1);
    assertThat(Watched.of(profile, 200, t -> random.nextGaussian()).feed(1e6).score())
        .isGreaterThan(1);
  }

  @Test
  void where_each_record_was_many_times_the_one_before_half_as_much_more_is_usual() {
    IntToDoubleFunction heavy = t -> t % 20 == 0 ? Math.pow(random.nextDouble(), -1.5) : 0;
    Watched w = Watched.of(Profile.FULL, 3000, heavy);
    double record =
        w.deviations.stream()
            .filter(d -> d.score() <= 1)
            .mapToDouble(Deviation::y)
            .max()
            .orElseThrow();

    assertThat(w.feed(1.5 * record).score()).isLessThan(1);
    assertThat(Watched.of(Profile.FULL, 3000, heavy).feed(1e12).score()).isGreaterThan(1);
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void a_value_beyond_all_earlier_ones_speaks(Profile profile) {
    Watched w = Watched.of(profile, 1500, t -> 100 + random.nextGaussian());

    Deviation d = w.feed(140);

    assertThat(d.score()).isGreaterThan(2);
    assertThat(d.cause().signal()).isIn("record", "forecast-error");
    assertThat(w.begun(0)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void a_jump_inside_the_range_speaks_by_the_error_of_its_forecast(Profile profile) {
    Watched w =
        Watched.of(profile, 3000, t -> 10 * Math.sin(t / 200.0) + 0.05 * random.nextGaussian());

    Deviation d = w.feed(w.deviations.get(2999).y() + 3);

    assertThat(d.score()).isGreaterThan(1);
    assertThat(d.cause().signal()).isEqualTo("forecast-error");
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void a_flat_line_in_a_moving_series_speaks(Profile profile) {
    Watched w = Watched.of(profile, 1500, t -> 50 + random.nextGaussian());

    Deviation d = w.feed(50);
    for (int i = 0; i < 15; i++) {
      d = w.feed(50);
    }

    assertThat(w.begun(1500)).containsExactly("flat");
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void grown_changes_speak(Profile profile) {
    Watched w =
        Watched.of(
            profile,
            3000,
            t -> 10 * Math.sin(t / 100.0) + (t < 2900 ? 0.2 : 2) * random.nextGaussian());

    assertThat(w.begun(2900)).isNotEmpty();
    assertThat(w.deviations.subList(2900, 3000))
        .anySatisfy(d -> assertThat(d.cause().signal()).isEqualTo("noise"));
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void a_third_level_between_two_speaks(Profile profile) {
    Watched w =
        Watched.of(profile, 3000, t -> (random.nextInt(5) == 0 ? 20 : 80) + random.nextGaussian());

    for (int i = 0; i < 8; i++) {
      w.feed(50 + random.nextGaussian());
    }

    assertThat(w.begun(3000)).containsExactly("rare-range");
  }

  @Test
  void a_stay_longer_than_ever_in_one_of_two_states_speaks() {
    boolean[] high = {false};
    Watched w =
        Watched.of(
            Profile.FULL,
            3000,
            t -> {
              high[0] ^= random.nextInt(15) == 0;
              return (high[0] ? 80 : 20) + random.nextGaussian();
            });

    for (int i = 0; i < 400 && !w.isFiring(); i++) {
      w.feed(80 + random.nextGaussian());
    }

    assertThat(w.begun(3000)).containsExactly("state-duration");
  }

  @Test
  void a_job_that_does_not_run_at_its_time_speaks_and_one_that_runs_does_not() {
    Watched w = new Watched(Profile.FULL, AlertRule.DEFAULT, 300_000);
    int day = 288;
    for (int t = 0; t < 15 * day; t++) {
      boolean job = t % day >= 36 && t % day < 48 && t < 14 * day;
      w.feed((job ? 80 : 20) + 2 * random.nextGaussian());
    }

    assertThat(w.begun(5 * day)).containsExactly("missing");
    assertThat(w.alerts.get(w.alerts.size() - 1).since())
        .isBetween(Watched.START + 14L * 86_400_000, Watched.START + 15L * 86_400_000);
  }

  @Test
  void a_job_that_does_not_run_is_said_once_and_again_on_the_next_night_without_it() {
    Watched w = new Watched(Profile.FULL);
    int day = 1440;
    for (int t = 0; t < 9 * day; t++) {
      boolean job = t % day >= 120 && t % day < 160 && t / day != 6 && t / day != 8;
      w.feed((job ? 60 : 2) + (job ? 4 : 0.4) * random.nextGaussian());
    }

    assertThat(w.begun(5 * day)).containsExactly("missing", "missing");
    assertThat(w.alerts)
        .filteredOn(a -> a.cause().signal().equals("missing"))
        .extracting(a -> (a.since() - Watched.START) / Watched.STEP)
        .as("when the half hour of 02:00 has passed")
        .containsExactly(6L * day + 150, 8L * day + 150);
  }

  @ParameterizedTest
  @CsvSource({"Europe/Berlin, false", "UTC, true"})
  void a_job_at_three_by_the_clock_is_at_its_time_after_a_change_of_daylight_saving(
      ZoneId zone, boolean speaks) {
    Watched w = new Watched(Profile.FULL, AlertRule.DEFAULT, 600_000, zone);
    ZoneRules berlin = ZoneId.of("Europe/Berlin").getRules();
    Instant start = Instant.ofEpochMilli(Watched.START);
    Instant change = berlin.nextTransition(start).getInstant();
    int changed = (int) (Duration.between(start, change).toMinutes() / 10);
    for (int t = 0; t < changed + 3 * 144; t++) {
      Instant now = start.plus(Duration.ofMinutes(10L * t));
      boolean job = now.atOffset(berlin.getOffset(now)).getHour() == 3;
      w.feed((job ? 80 : 20) + 2 * random.nextGaussian());
    }

    assertThat(w.begun(changed).contains("missing")).isEqualTo(speaks);
  }

  @Test
  void errors_of_all_lead_times_speak_louder_than_one_when_none_foresaw_a_level() {
    Watched w =
        Watched.of(Profile.FULL, 3000, t -> 10 * Math.sin(t / 60.0) + random.nextGaussian());

    for (int i = 0; i < 12; i++) {
      w.feed(w.deviations.get(2999).y() + 2.5 * (i + 1));
    }

    assertThat(w.deviations.subList(3000, 3012))
        .anySatisfy(d -> assertThat(d.score()).isGreaterThan(0.75f));
  }
}
