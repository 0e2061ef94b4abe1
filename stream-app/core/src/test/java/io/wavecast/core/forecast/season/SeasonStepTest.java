package io.wavecast.core.forecast.season;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.core.forecast.CivilTime;
import io.wavecast.core.forecast.WeekClock;
import io.wavecast.core.forecast.season.SeasonSettings.Mode;
import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.forecast.Forecast;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The model of these tests repeats the last value, with an interval of one to both sides. */
class SeasonStepTest {
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long MONDAY = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final LongToDoubleFunction NOON = noon(ZoneOffset.UTC);
  private static final int WINDOW = 50;
  private static final int HORIZON = 10;

  /** 300 at work, else 12. */
  private static final LongToDoubleFunction OFFICE =
      t -> (t - MONDAY) / DAY % 7 < 5 && t % DAY >= 9 * HOUR && t % DAY < 17 * HOUR ? 300 : 12;

  private SeasonStep step = new SeasonStep(Mode.AUTO);
  private CivilTime civil = CivilTime.UTC;
  private WeekClock clock = CivilTime.UTC;
  private SeasonState state = SeasonState.EMPTY;
  private Forecast last = repeat(0, HOUR, 0);
  private Forecast given = last;
  private int reports;
  private Extremes extremes;

  @Test
  void a_season_that_the_model_does_not_see_is_mixed_in() {
    run(MONDAY, HOUR, 24 * 21 + 9, NOON);

    // the newest value is that of 08:00
    assertThat(last.yhat()).containsOnly(0f);
    assertThat(given.yhat()[2]).as("11:00").isEqualTo(0, within(3f));
    assertThat(given.yhat()[3]).as("12:00").isEqualTo(100, within(10f));
    assertThat(given.yhat()[4]).as("13:00").isEqualTo(0, within(3f));
    assertThat(given.yhatLower()[3]).isEqualTo(given.yhat()[3] - 1, within(1e-4f));
    assertThat(given.yhatUpper()[3]).isEqualTo(given.yhat()[3] + 1, within(1e-4f));
  }

  @Test
  void nothing_is_mixed_in_before_it_was_tried_for_a_day() {
    run(MONDAY, HOUR, 72, NOON);
    assertThat(given).isSameAs(last);

    run(MONDAY + 72 * HOUR, HOUR, 24, NOON);
    assertThat(given).isNotSameAs(last);
  }

  @Test
  void a_series_without_a_season_keeps_the_forecasts_of_its_model() {
    SplittableRandom random = new SplittableRandom(3);
    double[] walk = {0};

    run(MONDAY, HOUR, 24 * 28, t -> walk[0] += random.nextDouble() - 0.5);

    assertThat(given).isSameAs(last);
  }

  @ParameterizedTest
  @ValueSource(longs = {1000, 60_000, 1_800_000, 3_600_000, 6 * 3_600_000})
  void what_a_time_of_day_brings_is_expected_at_every_step(long stepMs) {
    LongToDoubleFunction halves = t -> t % DAY < DAY / 2 ? 10 : 90;
    int days = stepMs < MINUTE ? 3 : 30;

    run(MONDAY, stepMs, (int) (days * DAY / stepMs), halves);

    Expected night = expected(MONDAY + days * DAY, stepMs);
    Expected evening = expected(MONDAY + days * DAY + 18 * HOUR, stepMs);
    assertThat(night.days()).isEqualTo(days);
    double close = days < 7 ? 15 : 4;
    assertThat(night.mean()).isEqualTo(10, within(close));
    assertThat(evening.mean()).isEqualTo(90, within(close));
    assertThat(evening.low()).isLessThanOrEqualTo(evening.mean());
    assertThat(evening.high()).isGreaterThanOrEqualTo(evening.mean());
    assertThat(evening.knowsWeek()).isEqualTo(days > 7);
  }

  @Test
  void a_weekend_is_expected_to_lack_what_workdays_bring_and_a_holiday_too() {
    run(MONDAY, HOUR, 24 * 7 * 8, OFFICE);
    long monday = MONDAY + 56 * DAY;

    assertThat(expected(monday + 11 * HOUR, HOUR).mean()).isGreaterThan(230);
    assertThat(expected(monday + 5 * DAY + 11 * HOUR, HOUR).mean()).isLessThan(100);
    assertThat(expected(monday + 3 * HOUR, HOUR).mean()).isEqualTo(12, within(30.0));
    clock = t -> CivilTime.UTC.hourOfWeek(t) % 24 + 6 * 24;
    assertThat(expected(monday + 11 * HOUR, HOUR).mean()).as("like Sunday").isLessThan(100);
  }

  @Test
  void noon_is_noon_after_a_change_of_daylight_saving() {
    long winter = Instant.parse("2024-03-10T00:00:00Z").toEpochMilli();
    // the newest value is of 08:00 in summer time, two days after the change
    int values = 24 * 23 + 7;
    civil = new CivilTime(BERLIN);
    clock = civil;

    run(winter, HOUR, values, noon(BERLIN));

    assertThat(given.yhat()[3]).as("12:00").isGreaterThan(80);
    assertThat(given.yhat()[4]).as("13:00").isLessThan(10);
  }

  @Test
  void days_of_the_week_are_known_from_values_once_a_day() {
    LongToDoubleFunction weekend = t -> (t - MONDAY) / DAY % 7 >= 5 ? 50 : 0;

    run(MONDAY, DAY, 7 * 30, weekend);

    // the newest value is that of a Sunday
    assertThat(given.yhat()[2]).as("Wednesday").isEqualTo(0, within(8f));
    assertThat(given.yhat()[5]).as("Saturday").isEqualTo(50, within(12f));
  }

  @Test
  void what_is_missing_at_its_time_is_far_below_the_usual_extremes_of_two_hours() {
    LongToDoubleFunction job = t -> t % DAY >= 2 * HOUR && t % DAY < 3 * HOUR ? 80 : 20;
    long night = MONDAY + 14 * DAY + 2 * HOUR + 31 * MINUTE;
    run(MONDAY, MINUTE, (int) ((night - MONDAY) / MINUTE), job);
    assertThat(extremes.lacksHigh()).as("before, in spreads").isLessThan(1);
    assertThat(extremes.high()).isEqualTo(80, within(10.0));

    run(night, MINUTE, 150, t -> 20);

    assertThat(extremes.lacksHigh()).isLessThan(1);
    extremes = null;
    run(night + 150 * MINUTE, MINUTE, 1440, t -> 20);
    assertThat(reports).as("half hours in which it lacks").isBetween(3, 8);
  }

  @Test
  void an_outage_counts_no_more_than_usual_distances() {
    LongToDoubleFunction usual = t -> t % DAY < DAY / 2 ? 5 : -5;
    run(MONDAY, HOUR, 24 * 14, usual);
    double before = expected(MONDAY + 14 * DAY + 3 * HOUR, HOUR).mean();

    run(MONDAY + 14 * DAY, HOUR, 12, t -> 1e9);

    assertThat(before).isEqualTo(5, within(0.7));
    assertThat(expected(MONDAY + 15 * DAY + 3 * HOUR, HOUR).mean()).isEqualTo(before, within(15.0));
  }

  @Test
  void an_accepted_level_moves_what_is_expected_and_the_usual_extremes() {
    LongToDoubleFunction halves = t -> t % DAY < DAY / 2 ? 10 : 90;
    run(MONDAY, 10 * MINUTE, 144 * 14, halves);
    SeasonStep.Season season = step.open(state, clock, civil);
    long now = MONDAY + 14 * DAY + 2 * HOUR;
    season.begin(now, 10 * MINUTE);
    season.advance(510, 0.01, 80, true);
    season.add(510, true);

    season.accept();

    assertThat(season.expected().mean()).isEqualTo(510, within(6.0));
    assertThat(season.isUsual(510, 0.01, 800, 1)).isTrue();
    season.begin(now + 15 * HOUR, 10 * MINUTE);
    assertThat(season.expected().mean()).as("in the afternoon").isEqualTo(590, within(6.0));
    assertThat(season.isUsual(90, 0.01, 800, 1)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {600_000, 3_600_000, 36 * 3_600_000})
  void values_of_any_size_stay_finite(long stepMs) {
    run(MONDAY, stepMs, 2000, t -> t / stepMs % 2 == 0 ? Float.MAX_VALUE : -Float.MAX_VALUE);
    run(MONDAY + 2000 * stepMs, stepMs, 2000, t -> t / stepMs % 2 == 0 ? Float.MIN_VALUE : 0);

    Expected e = expected(MONDAY + 4000 * stepMs, stepMs);
    assertThat(e.mean()).isFinite();
    assertThat(e.spread()).isFinite();
    assertThat(given.yhat()).doesNotContain(Float.NaN, Float.POSITIVE_INFINITY);
  }

  @Test
  void a_slow_series_remembers_nothing() {
    run(MONDAY, 36 * HOUR + 1, 100, NOON);

    assertThat(state.isEmpty()).isTrue();
    assertThat(given).isSameAs(last);
  }

  @Test
  void a_memory_that_is_off_is_kept_as_it_was() {
    run(MONDAY, HOUR, 24 * 7, NOON);
    byte[] before = bytes(state);
    step = new SeasonStep(Mode.OFF);

    run(MONDAY + 24 * 7 * HOUR, HOUR, 24, NOON);

    assertThat(bytes(state)).isEqualTo(before);
    assertThat(given).isSameAs(last);
  }

  @Test
  void bytes_that_are_no_memory_are_refused() {
    run(MONDAY, HOUR, 24, NOON);
    byte[] bytes = bytes(state);
    byte[] other = bytes.clone();
    other[0]++;

    assertThat(bytes(SeasonState.read(ByteBuffer.wrap(bytes)))).isEqualTo(bytes);
    assertThatThrownBy(() -> SeasonState.read(ByteBuffer.wrap(other)))
        .hasMessageContaining("layout of the seasonal memory must be");
    assertThatThrownBy(() -> SeasonState.read(ByteBuffer.wrap(new byte[] {bytes[0], 0})))
        .hasMessageContaining("bytes, got: 1");
  }

  /** 100 at noon, else 0. */
  private static LongToDoubleFunction noon(ZoneId zone) {
    return t -> Instant.ofEpochMilli(t).atZone(zone).getHour() == 12 ? 100 : 0;
  }

  private Expected expected(long time, long stepMs) {
    SeasonStep.Season season = step.open(state, clock, civil);
    season.begin(time, stepMs);
    return season.expected();
  }

  /** Observes values, and forecasts from each whose window is full. */
  private void run(long from, long stepMs, int n, LongToDoubleFunction series) {
    float[] values = new float[WINDOW + n];
    for (int i = 0; i < WINDOW; i++) {
      values[i] = (float) series.applyAsDouble(from - (WINDOW - i) * stepMs);
    }
    SeasonStep.Season season = step.open(state, clock, civil);
    for (int i = 0; i < n; i++) {
      long time = from + i * stepMs;
      int end = WINDOW + i + 1;
      values[end - 1] = (float) series.applyAsDouble(time);
      season.begin(time, stepMs);
      Extremes passed = season.advance(values[end - 1], 0.01, 80, false);
      extremes = passed == null ? extremes : passed;
      reports += passed != null && passed.lacksHigh() > 3 ? 1 : 0;
      season.learnExtremes();
      season.add(values[end - 1], false);
      last = repeat(time, stepMs, values[end - 1]);
      given = season.mix(last, values, end - WINDOW, end, true);
    }
    state = season.close();
  }

  private static Forecast repeat(long origin, long stepMs, float value) {
    float[][] all = new float[3][HORIZON];
    Arrays.fill(all[0], value);
    Arrays.fill(all[1], value - 1);
    Arrays.fill(all[2], value + 1);
    ModelRef model = new ModelRef("repeat", "1");
    return new Forecast("s", origin, stepMs, all[0], all[1], all[2], 0.9, model, false, false);
  }

  private static byte[] bytes(SeasonState state) {
    ByteBuffer out = ByteBuffer.allocate(1 << 12);
    state.write(out);
    return Arrays.copyOf(out.array(), out.position());
  }
}
