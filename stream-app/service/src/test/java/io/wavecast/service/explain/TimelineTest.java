package io.wavecast.service.explain;

import static io.wavecast.service.explain.ExplainFixture.MINUTE;
import static io.wavecast.service.explain.ExplainFixture.deviation;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.calendar.AppliedEntries;
import io.wavecast.service.explain.Timeline.Span;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private final Timeline timeline = new Timeline();

  @Test
  void of_a_long_series_the_most_unusual_values_are_kept() {
    int n = 3 * Timeline.MAX_POINTS;
    for (int i = 0; i < n; i++) {
      timeline.add(deviation("s", i, i == 7777 ? 5 : 0.1, AppliedEntries.NONE));
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
      timeline.add(
          deviation("s", i, 0, i < 2 || i == 5 ? AppliedEntries.NONE : i < 4 ? works : both));
    }

    assertThat(timeline.spans())
        .containsExactly(
            new Span(2 * MINUTE, 4 * MINUTE, works),
            new Span(4 * MINUTE, 5 * MINUTE, both),
            new Span(6 * MINUTE, Long.MAX_VALUE, both));
  }
}
