package io.wavecast.service.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.calendar.Calendar.Like;
import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.calendar.AppliedEntries;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Direction;
import io.wavecast.schemas.forecast.Forecast;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();

  private final Timeline timeline = new Timeline();

  @Test
  void of_a_long_series_the_least_and_the_greatest_of_neighbouring_values_are_kept() {
    int n = 4 * Timeline.MAX_POINTS;
    for (int i = 0; i < n; i++) {
      float y = i == 7777 ? 50 : i == 3333 ? -50 : i % 2;
      timeline.add(deviation(i, y, i == 5555 ? 5 : 0.1f), null);
    }

    assertThat(timeline.stride()).isEqualTo(8);
    assertThat(times()).hasSize(2 * n / 8).isSorted().contains(7777 * MINUTE, 3333 * MINUTE);
    assertThat(column("y")).contains(50f, -50f, 0f, 1f);
    assertThat(column("score")).contains(5f);
    assertThat(column("upper")).containsOnly(1f);
    assertThat(column("low")).containsOnly(3f, Float.NaN);
    assertThat(column("high")).containsOnly(4f, Float.NaN);
  }

  @Test
  void the_expected_range_of_a_counters_increases_is_none_of_its_values() {
    Cause cause =
        new Cause(Cause.Code.SIGNAL, "records", Direction.ABOVE, 900, 0, Map.of())
            .with("lower", 3)
            .with("upper", 4)
            .with("increase", 50);
    float[] errors = {1};
    timeline.add(new Deviation("s", MINUTE, 950, 1, 0, -1, 1, 5, false, errors, cause), null);

    assertThat(column("low")).containsExactly(900);
    assertThat(column("high")).containsExactly(900);
  }

  @Test
  void the_interval_of_a_forecast_that_follows_a_fault_is_not_what_was_expected() {
    Cause cause =
        new Cause(Cause.Code.SIGNAL, "forecast-error", Direction.ABOVE, 7, 0, Map.of())
            .with("lower", -0.99)
            .with("upper", 1.01);
    float[] errors = {1};
    timeline.add(new Deviation("s", MINUTE, 9, 1, 0, -1, 1, 5, false, errors, cause), null);
    timeline.add(new Deviation("s", 2 * MINUTE, 9, 1, 0, -1, 1, 0.3f, false, errors, cause), null);

    assertThat(column("low")).containsExactly(7, Float.NaN);
    assertThat(column("high")).containsExactly(7, Float.NaN);
  }

  @Test
  void fewer_points_can_be_asked_for() {
    Timeline small = new Timeline(100);
    for (int i = 0; i < 1000; i++) {
      small.add(deviation(i, i % 7, 0.1f), null);
    }

    assertThat((List<?>) small.json().get("t")).hasSizeBetween(50, 100);
  }

  @Test
  void calendar_entries_are_shown_from_the_first_value_they_applied_to() {
    AppliedEntries works = new AppliedEntries("works", "");
    AppliedEntries both = new AppliedEntries("works", "holiday");
    for (int i = 0; i < 8; i++) {
      add(i, i < 2 || i == 5 ? AppliedEntries.NONE : i < 4 ? works : both, null);
    }

    assertThat(spans("calendar"))
        .containsExactly(
            span(2 * MINUTE, 4 * MINUTE, "muted by works"),
            span(4 * MINUTE, 5 * MINUTE, "muted by works, not learned by holiday"),
            span(6 * MINUTE, 7 * MINUTE + 1, "muted by works, not learned by holiday"));
  }

  @Test
  void a_day_that_counts_as_another_is_marked_beside_the_entries_that_mute() {
    Like easter = new Like(DayOfWeek.SUNDAY, "easter");
    for (int i = 0; i < 6; i++) {
      add(i, i == 3 ? new AppliedEntries("works", "") : AppliedEntries.NONE, i > 1 ? easter : null);
    }

    assertThat(spans("days"))
        .containsExactly(span(2 * MINUTE, 5 * MINUTE + 1, "easter: like Sunday"));
    assertThat(spans("calendar")).containsExactly(span(3 * MINUTE, 4 * MINUTE, "muted by works"));
  }

  @Test
  void a_gap_has_a_point_without_a_number_and_ends_what_applied() {
    AppliedEntries works = new AppliedEntries("works", "");
    add(0, AppliedEntries.NONE, null);
    add(1, works, null);
    add(101, AppliedEntries.NONE, null);

    assertThat(times()).containsExactly(0L, MINUTE, 51 * MINUTE, 101 * MINUTE);
    assertThat(column("y")).containsExactly(1, 1, Float.NaN, 1);
    assertThat(spans("calendar")).containsExactly(span(MINUTE, MINUTE + 1, "muted by works"));
  }

  @Test
  void gaps_stay_when_values_are_merged() {
    int part = Timeline.MAX_POINTS * 3 / 4;
    for (int i = 0; i < part; i++) {
      add(i, AppliedEntries.NONE, null);
    }
    for (int i = 9 * part; i < 10 * part; i++) {
      add(i, AppliedEntries.NONE, null);
    }

    float[] y = column("y");
    assertThat(timeline.stride()).isEqualTo(4);
    assertThat(times()).isSorted();
    assertThat(IntStream.range(0, y.length).filter(i -> Float.isNaN(y[i]))).hasSize(1);
  }

  @Test
  void pauses_cannot_make_a_picture_grow_without_bounds() {
    int minute = 0;
    for (int i = 0; i < 20_000; i++) {
      minute += i % 50 == 49 ? 1_000 : 1;
      add(minute, AppliedEntries.NONE, null);
    }

    assertThat(times()).hasSizeLessThan(Timeline.MAX_POINTS * 5 / 4);
  }

  @Test
  void values_that_a_forecast_of_the_warm_up_expected_are_known() {
    for (int i = 0; i < 5; i++) {
      add(i, AppliedEntries.NONE, null);
      timeline.add(forecast(MINUTE * i, i < 3));
    }

    assertThat(spans("warmups")).containsExactly(span(MINUTE, 4 * MINUTE, "warm-up"));
  }

  private void add(int minute, AppliedEntries entries, @Nullable Like like) {
    timeline.add(deviation(minute, 1, 0.1f).withCalendar(entries), like);
  }

  private static Deviation deviation(int minute, float y, float score) {
    float[] errors = {y};
    Cause cause =
        score > 1
            ? Cause.of("records", Direction.ABOVE).with("lower", 3).with("upper", 4)
            : Cause.NONE;
    return new Deviation("s", MINUTE * minute, y, 1, 0, -1, 1, score, false, errors, cause);
  }

  private static Forecast forecast(long origin, boolean warmup) {
    float[] ahead = {1};
    return new Forecast(
        "s", origin, MINUTE, ahead, ahead, ahead, 0.9, new ModelRef("m", "1"), warmup, false);
  }

  @SuppressWarnings("unchecked") // as json() says
  private List<Long> times() {
    return (List<Long>) Objects.requireNonNull(timeline.json().get("t"));
  }

  private float[] column(String name) {
    return (float[]) Objects.requireNonNull(timeline.json().get(name));
  }

  @SuppressWarnings("unchecked") // as json() says
  private List<Map<String, Object>> spans(String name) {
    return (List<Map<String, Object>>) Objects.requireNonNull(timeline.json().get(name));
  }

  private static Map<String, Object> span(long from, long to, String text) {
    return Map.of("from", from, "to", to, "text", text);
  }
}
