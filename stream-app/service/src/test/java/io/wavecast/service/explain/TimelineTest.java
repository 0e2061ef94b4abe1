package io.wavecast.service.explain;

import static io.wavecast.service.explain.ExplainFixture.MINUTE;
import static io.wavecast.service.explain.ExplainFixture.deviation;
import static io.wavecast.service.explain.ExplainFixture.forecast;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.calendar.Calendar.Like;
import io.wavecast.schemas.calendar.AppliedEntries;
import io.wavecast.service.explain.Spans.Span;
import io.wavecast.service.explain.ValueTimes.Pause;
import java.time.DayOfWeek;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private final Timeline timeline = new Timeline();

  @Test
  void of_a_long_series_the_most_unusual_values_are_kept() {
    int n = 3 * Timeline.MAX_POINTS;
    for (int i = 0; i < n; i++) {
      timeline.add(deviation("s", i, i == 7777 ? 5 : 0.1, AppliedEntries.NONE), null);
    }

    assertThat(timeline.stride()).isEqualTo(4);
    assertThat(timeline.times()).hasSize(n / 4).isSorted().contains(7777 * MINUTE);
    assertThat(timeline.column(Timeline.SCORE)).hasSize(n / 4).contains(5f);
    assertThat(timeline.column(Timeline.Y)).contains(50f);
    assertThat(timeline.column(Timeline.UPPER)).containsOnly(1f);
  }

  @Test
  void calendar_entries_are_shown_from_the_first_value_they_applied_to() {
    AppliedEntries works = new AppliedEntries("works", "");
    AppliedEntries both = new AppliedEntries("works", "holiday");
    for (int i = 0; i < 8; i++) {
      add(i, i < 2 || i == 5 ? AppliedEntries.NONE : i < 4 ? works : both, null);
    }

    assertThat(timeline.entries())
        .containsExactly(
            new Span(2 * MINUTE, 4 * MINUTE, "muted by works"),
            new Span(4 * MINUTE, 5 * MINUTE, "muted by works, not learned by holiday"),
            new Span(6 * MINUTE, Long.MAX_VALUE, "muted by works, not learned by holiday"));
  }

  @Test
  void a_day_that_counts_as_another_is_marked_beside_the_entries_that_mute() {
    Like easter = new Like(DayOfWeek.SUNDAY, "easter");
    for (int i = 0; i < 6; i++) {
      add(i, i == 3 ? new AppliedEntries("works", "") : AppliedEntries.NONE, i > 1 ? easter : null);
    }

    assertThat(timeline.days())
        .containsExactly(new Span(2 * MINUTE, Long.MAX_VALUE, "easter: like Sunday"));
    assertThat(timeline.entries())
        .containsExactly(new Span(3 * MINUTE, 4 * MINUTE, "muted by works"));
  }

  @Test
  void a_gap_has_a_point_without_a_number_and_ends_what_applied() {
    AppliedEntries works = new AppliedEntries("works", "");
    add(0, AppliedEntries.NONE, null);
    add(1, works, null);
    timeline.add(new Pause(MINUTE, 101 * MINUTE));
    add(101, AppliedEntries.NONE, null);

    assertThat(timeline.times()).containsExactly(0, MINUTE, 51 * MINUTE, 101 * MINUTE);
    assertThat(timeline.column(Timeline.Y)).containsExactly(1, 1, Float.NaN, 1);
    assertThat(timeline.entries()).containsExactly(new Span(MINUTE, MINUTE + 1, "muted by works"));
  }

  @Test
  void gaps_stay_when_values_are_merged() {
    int half = Timeline.MAX_POINTS * 3 / 4;
    for (int i = 0; i < half; i++) {
      add(i, AppliedEntries.NONE, null);
    }
    timeline.add(new Pause((half - 1) * MINUTE, 9 * half * MINUTE));
    for (int i = 9 * half; i < 10 * half; i++) {
      add(i, AppliedEntries.NONE, null);
    }

    float[] y = timeline.column(Timeline.Y);
    assertThat(timeline.stride()).isEqualTo(2);
    assertThat(timeline.times()).hasSize(half + 1).isSorted();
    assertThat(y[half / 2]).isNaN();
    assertThat(IntStream.range(0, y.length).filter(i -> Float.isNaN(y[i]))).hasSize(1);
  }

  @Test
  void values_that_a_forecast_of_the_warm_up_expected_are_known() {
    for (int i = 0; i < 5; i++) {
      add(i, AppliedEntries.NONE, null);
      timeline.add(forecast("s", MINUTE * i, 1, i < 3));
    }

    assertThat(timeline.warmups()).containsExactly(new Span(MINUTE, 4 * MINUTE, "warm-up"));
  }

  private void add(int minute, AppliedEntries entries, @Nullable Like like) {
    timeline.add(deviation("s", minute, 0.1, entries), like);
  }
}
