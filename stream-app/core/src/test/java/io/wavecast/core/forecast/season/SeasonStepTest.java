package io.wavecast.core.forecast.season;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.core.forecast.CivilTime;
import io.wavecast.core.forecast.batch.FakeForecaster;
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
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long MONDAY = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final LongToDoubleFunction NOON_UTC = noon(ZoneOffset.UTC);

  private CivilTime civil = CivilTime.UTC;
  private SeasonState state = SeasonState.EMPTY;
  private Forecast last = repeat(0, HOUR, 0);
  private Forecast given = last;

  @Test
  void a_season_that_the_model_does_not_see_is_mixed_in() {
    run(new SeasonStep(Mode.AUTO), MONDAY, HOUR, 24 * 21 + 9, NOON_UTC);

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
    run(new SeasonStep(Mode.AUTO), MONDAY, HOUR, 72, NOON_UTC);
    assertThat(given).isSameAs(last);

    run(new SeasonStep(Mode.AUTO), MONDAY + 72 * HOUR, HOUR, 24, NOON_UTC);
    assertThat(given).isNotSameAs(last);
  }

  @Test
  void noon_is_noon_after_a_change_of_daylight_saving() {
    long winter = Instant.parse("2024-03-10T00:00:00Z").toEpochMilli();
    // the newest value is of 08:00 in summer time, two days after the change
    int values = 24 * 23 + 7;
    civil = new CivilTime(BERLIN);
    SeasonStep step = new SeasonStep(Mode.AUTO);

    run(step, winter, HOUR, values, noon(BERLIN));
    assertThat(given.yhat()[3]).as("12:00").isGreaterThan(80);
    assertThat(given.yhat()[4]).as("13:00").isLessThan(10);

    state = SeasonState.EMPTY;
    civil = CivilTime.UTC;
    run(new SeasonStep(Mode.AUTO), winter, HOUR, values, noon(BERLIN));
    assertThat(given.yhat()[4]).as("11:00 UTC, by a memory in UTC").isGreaterThan(40);
  }

  @Test
  void a_weekend_that_was_seen_once_lacks_what_workdays_bring() {
    long day = 24 * HOUR;
    LongToDoubleFunction office =
        t -> (t - MONDAY) / day % 7 < 5 && t % day >= 9 * HOUR && t % day < 17 * HOUR ? 300 : 12;
    SeasonStep step = new SeasonStep(Mode.AUTO);

    run(step, MONDAY, HOUR / 12, 12 * (24 * 5 + 13), office);
    assertThat(lacks(step, MONDAY + 5 * day + 12 * HOUR, 288)).as("first Saturday").isFalse();

    run(step, MONDAY + 5 * day + 13 * HOUR, HOUR / 12, 12 * 24 * 7, office);
    assertThat(lacks(step, MONDAY + 12 * day + 12 * HOUR, 288)).as("Saturday").isTrue();
    assertThat(lacks(step, MONDAY + 13 * day + 12 * HOUR, 288)).as("Sunday").isTrue();
    assertThat(lacks(step, MONDAY + 14 * day + 12 * HOUR, 288)).as("Monday").isFalse();
    assertThat(lacks(step, MONDAY + 12 * day + 3 * HOUR, 288)).as("night").isFalse();
    assertThat(lacks(step, MONDAY + 12 * day + 12 * HOUR, 5000)).as("not in means").isFalse();
  }

  @Test
  void a_weekend_that_was_seen_once_is_known_by_less_than_another_day() {
    long day = 24 * HOUR;
    LongToDoubleFunction lower =
        t -> 12 + ((t - MONDAY) / day % 7 < 4 ? 288 : 180) * (t / HOUR % 24 / 9 == 1 ? 1 : 0);
    SeasonStep step = new SeasonStep(Mode.AUTO);

    run(step, MONDAY, HOUR / 12, 12 * 24 * 7, lower);

    assertThat(lacks(step, MONDAY + 11 * day + 12 * HOUR, 288)).as("Friday").isFalse();
    assertThat(lacks(step, MONDAY + 12 * day + 12 * HOUR, 288)).as("Saturday").isTrue();
  }

  private boolean lacks(SeasonStep step, long time, double prominence) {
    return step.open(state, civil).usual(time, HOUR / 12).dayOfWeek().lacks(prominence);
  }

  @Test
  void days_of_the_week_are_known_from_values_once_a_day() {
    long day = Duration.ofDays(1).toMillis();
    LongToDoubleFunction weekend = t -> (t - MONDAY) / day % 7 >= 5 ? 50 : 0;

    run(new SeasonStep(Mode.AUTO), MONDAY, day, 7 * 30, weekend);

    // the newest value is that of a Sunday
    assertThat(given.yhat()[2]).as("Wednesday").isEqualTo(0, within(6f));
    assertThat(given.yhat()[5]).as("Saturday").isEqualTo(50, within(12f));
  }

  @Test
  void a_series_without_a_season_keeps_the_forecasts_of_its_model() {
    SplittableRandom random = new SplittableRandom(3);
    double[] walk = {0};

    run(
        new SeasonStep(Mode.AUTO),
        MONDAY,
        HOUR,
        24 * 28,
        t -> walk[0] += random.nextDouble() - 0.5);

    assertThat(given).isSameAs(last);
  }

  @ParameterizedTest
  @ValueSource(longs = {1000, 179_999, 129_600_001})
  void fast_and_slow_series_remember_nothing(long step) {
    run(new SeasonStep(Mode.AUTO), MONDAY, step, 100, NOON_UTC);

    assertThat(state.isEmpty()).isTrue();
    assertThat(given).isSameAs(last);
  }

  @Test
  void a_memory_that_is_off_is_kept_as_it_was() {
    SeasonStep off = new SeasonStep(Mode.OFF);
    run(off, MONDAY, HOUR, 24 * 7, NOON_UTC);
    assertThat(state.isEmpty()).isTrue();

    run(new SeasonStep(Mode.AUTO), MONDAY, HOUR, 24 * 7, NOON_UTC);
    byte[] before = bytes(state);
    run(off, MONDAY + 24 * 7 * HOUR, HOUR, 24, NOON_UTC);

    assertThat(bytes(state)).isEqualTo(before);
    assertThat(given).isSameAs(last);
  }

  @Test
  void a_stored_memory_goes_on_as_if_it_had_not_been_stored() {
    SeasonStep step = new SeasonStep(Mode.AUTO);
    run(step, MONDAY, HOUR, 24 * 6 + 5, NOON_UTC);
    byte[] stored = bytes(state);
    run(step, MONDAY + (24 * 6 + 5) * HOUR, HOUR, 60, NOON_UTC);
    byte[] expected = bytes(state);

    state = SeasonState.read(ByteBuffer.wrap(stored));
    run(step, MONDAY + (24 * 6 + 5) * HOUR, HOUR, 60, NOON_UTC);

    assertThat(bytes(state)).isEqualTo(expected).hasSizeLessThanOrEqualTo(310);
  }

  @Test
  void bytes_that_are_no_memory_are_refused() {
    assertThatThrownBy(() -> SeasonState.read(ByteBuffer.wrap(new byte[] {2, 0})))
        .hasMessage("layout of the seasonal memory must be 1, got: 2");
    assertThatThrownBy(() -> SeasonState.read(ByteBuffer.wrap(new byte[] {1, 0})))
        .hasMessageContaining("bytes, got: 1");
  }

  /** 100 at noon, else 0. */
  private static LongToDoubleFunction noon(ZoneId zone) {
    return t -> Instant.ofEpochMilli(t).atZone(zone).getHour() == 12 ? 100 : 0;
  }

  /** Observes values, and forecasts from each whose window is full. */
  private void run(SeasonStep step, long from, long stepMs, int n, LongToDoubleFunction series) {
    float[] values = new float[FakeForecaster.SHAPE.window() + n];
    for (int i = 0; i < FakeForecaster.SHAPE.window(); i++) {
      values[i] =
          (float) NOON_UTC.applyAsDouble(from - (FakeForecaster.SHAPE.window() - i) * stepMs);
    }
    for (int i = 0; i < n; i++) {
      long time = from + i * stepMs;
      int end = FakeForecaster.SHAPE.window() + i + 1;
      values[end - 1] = (float) series.applyAsDouble(time);
      SeasonStep.Season season = step.open(state, civil);
      season.observe(time, stepMs, values[end - 1], false);
      last = repeat(time, stepMs, values[end - 1]);
      given = season.mix(last, values, i + 1, end);
      state = season.close();
    }
  }

  private static Forecast repeat(long origin, long stepMs, float value) {
    float[][] all = new float[3][FakeForecaster.SHAPE.horizon()];
    Arrays.fill(all[0], value);
    Arrays.fill(all[1], value - 1);
    Arrays.fill(all[2], value + 1);
    ModelRef model = new ModelRef("repeat", "1");
    return new Forecast("s", origin, stepMs, all[0], all[1], all[2], 0.9, model, false, false);
  }

  private static byte[] bytes(SeasonState state) {
    ByteBuffer out = ByteBuffer.allocate(state.size());
    state.write(out);
    return out.array();
  }
}
