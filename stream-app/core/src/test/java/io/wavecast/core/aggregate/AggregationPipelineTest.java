package io.wavecast.core.aggregate;

import static io.wavecast.core.aggregate.EventStream.INPUT;
import static io.wavecast.core.aggregate.EventStream.aggregation;
import static io.wavecast.core.aggregate.EventStream.filled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.stream.LatePolicy;
import io.wavecast.core.stream.PipelineIo;
import io.wavecast.core.stream.PipelineNames;
import io.wavecast.core.stream.Rejection;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.aggregate.RawEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AggregationPipelineTest {
  @Test
  void a_window_is_one_observation_at_its_start_when_its_end_and_grace_have_passed() {
    EventStream stream = EventStream.of(aggregation(Aggregate.SUM, 60, 10));
    stream.send("a", 61, 1);
    stream.send("a", 119.999, 2);
    stream.send("a", 129.999, 8);
    stream.send("a", 62, 4);
    assertThat(stream.closed()).isEmpty();
    assertThat(stream.open()).isEqualTo(2);

    stream.send("a", 130, 1);

    assertThat(stream.closed()).containsExactly("a 60 7.0");
    assertThat(stream.outputs.get(0).topic()).isEqualTo("observations");
    assertThat(stream.outputs.get(0).timestamp()).isEqualTo(60_000);
    assertThat(stream.open()).isEqualTo(1);
    assertThat(stream.count(Metric.EVENT_WINDOWS_CLOSED)).isEqualTo(1);
  }

  @Test
  void an_event_of_a_closed_window_is_counted_and_rejected_or_discarded() {
    for (LatePolicy policy : LatePolicy.values()) {
      EventStream stream =
          new EventStream(
              Map.of(INPUT, aggregation(Aggregate.COUNT, 60, 10)), policy, Duration.ofHours(1), 0);
      stream.send("a", 130, 1);
      stream.send("b", 10, 1);

      Optional<Rejection> why = stream.send("a", 59.999, 1);

      assertThat(stream.count(Metric.EVENTS_LATE)).isEqualTo(1);
      assertThat(why.isPresent()).isEqualTo(policy == LatePolicy.DEAD_LETTER);
      why.ifPresent(
          rejection ->
              assertThat(rejection)
                  .isEqualTo(
                      new Rejection(
                          Reason.LATE,
                          "window of timestamp has closed, as all before 120000 have, got:"
                              + " 59999")));
    }
  }

  @Test
  void windows_without_events_are_gaps_or_zeros() {
    EventStream gaps = EventStream.of(aggregation(Aggregate.COUNT, 10, 0));
    EventStream zeros = EventStream.of(filled(Aggregate.COUNT, 10, 0));
    for (EventStream stream : List.of(gaps, zeros)) {
      stream.send("a", 100, 1);
      stream.send("a", 135, 1);
      stream.send("a", 140, 1);
    }

    assertThat(gaps.closed()).containsExactly("a 100 1.0", "a 130 1.0");
    assertThat(zeros.closed()).containsExactly("a 100 1.0", "a 110 0.0", "a 120 0.0", "a 130 1.0");
  }

  @Test
  void zeros_end_after_a_day_of_minutes_and_when_the_series_expires() {
    EventStream long1 =
        new EventStream(
            Map.of(INPUT, filled(Aggregate.COUNT, 10, 0)), LatePolicy.DROP, Duration.ofDays(7), 0);
    EventStream short1 = EventStream.of(filled(Aggregate.COUNT, 10, 0));
    for (EventStream stream : List.of(long1, short1)) {
      stream.send("a", 5, 1);
      stream.send("a", 20 * 3600, 1);
    }

    assertThat(long1.closed()).hasSize(1 + Aggregation.MAX_FILLED).endsWith("a 14400 0.0");
    assertThat(short1.closed()).hasSize(1 + 360).endsWith("a 3600 0.0");
  }

  @Test
  void a_series_that_is_silent_closes_its_windows_by_the_time_of_the_others() {
    EventStream stream = EventStream.of(filled(Aggregate.COUNT, 10, 5));
    stream.send("silent", 3, 1);
    stream.send("silent", 12, 1);
    stream.restart();
    for (int second = 0; second <= 90; second += 10) {
      stream.send("live", second, 1);
      stream.tick(second);
    }
    assertThat(of(stream, "silent")).isEmpty();

    for (int second = 100; second <= 200; second += 10) {
      stream.send("live", second, 1);
      stream.tick(second);
    }

    assertThat(of(stream, "silent"))
        .startsWith("silent 0 1.0", "silent 10 1.0", "silent 20 0.0", "silent 30 0.0")
        .endsWith("silent 170 0.0", "silent 180 0.0");
    assertThat(of(stream, "live")).containsOnlyOnce("live 180 1.0").doesNotContain("live 190 1.0");
    assertThat(stream.send("silent", 185, 1)).as("late now").isPresent();
  }

  @Test
  void the_time_of_the_stream_never_passes_what_has_been_read_nor_the_newest_event() {
    EventStream stream = EventStream.of(aggregation(Aggregate.COUNT, 10, 0));
    stream.send("a", 5, 1);
    stream.send("b", 50, 1);
    for (int i = 0; i < 5; i++) {
      stream.tick(1_000_000 + 1000 * i);
    }
    assertThat(stream.closed()).isEmpty();

    stream.send("b", 1000, 1);
    for (int i = 0; i < 5; i++) {
      stream.tick(60);
    }

    assertThat(stream.closed()).containsExactly("b 50 1.0");
  }

  @Test
  void a_series_that_lags_behind_the_others_is_not_silent() {
    EventStream stream = EventStream.of(aggregation(Aggregate.COUNT, 10, 0));
    for (int second = 600; second <= 1200; second += 5) {
      stream.send("live", second, 1);
      stream.send("lags", second - 500, 1);
      stream.tick(second);
    }

    assertThat(stream.count(Metric.EVENTS_LATE)).isZero();
    assertThat(of(stream, "lags")).hasSize(60).allMatch(line -> line.endsWith(" 2.0"));
  }

  @Test
  void the_state_of_a_series_that_is_silent_for_long_is_removed() {
    EventStream stream = EventStream.of(filled(Aggregate.COUNT, 60, 0));
    stream.send("silent", 0, 1);
    int second = 0;
    for (; second <= 3600 + 120; second += 10) {
      stream.send("live", second, 1);
      stream.tick(second);
    }
    stream.save();

    assertThat(stream.stored.get("silent")).isNull();
    assertThat(stream.stored.get("live")).isNotNull();
    assertThat(of(stream, "silent")).hasSize(1 + 60);

    stream.send("silent", second, 1);
    stream.send("silent", second + 60, 1);

    assertThat(of(stream, "silent")).hasSize(1 + 60 + 1);
  }

  @Test
  void other_settings_close_the_open_windows_and_begin_where_these_end() {
    Aggregation minutes = aggregation(Aggregate.COUNT, 60, 30);
    Aggregation other = aggregation(Aggregate.SUM, 90, 0);
    EventStream stream =
        new EventStream(
            Map.of("m", minutes, "n", other), LatePolicy.DEAD_LETTER, Duration.ofHours(1), 0);
    stream.send(new RawEvent("a", 70_000, 5, null, "m"));
    stream.send(new RawEvent("a", 130_000, 5, null, "m"));

    assertThat(stream.send(new RawEvent("a", 179_000, 7, null, "n"))).isPresent();
    assertThat(stream.send(new RawEvent("a", 180_000, 7, null, "n"))).isEmpty();
    stream.send(new RawEvent("a", 270_000, 8, null, "n"));

    assertThat(stream.closed()).containsExactly("a 60 1.0", "a 120 1.0", "a 180 7.0");
    assertThat(stream.open()).isEqualTo(1);
  }

  @Test
  void events_of_unknown_inputs_and_without_a_needed_value_are_rejected() {
    EventStream sum = EventStream.of(aggregation(Aggregate.SUM, 10, 0));

    assertThat(sum.send(new RawEvent("a", 1, 1, null, "other")))
        .contains(
            new Rejection(
                Reason.OUT_OF_RANGE, "input must be one of [web] with an aggregate, got: 'other'"));
    assertThat(sum.send(new RawEvent("a", 1, Double.NaN, null, INPUT)))
        .contains(new Rejection(Reason.MISSING_FIELD, "field 'value' is missing"));
    assertThat(sum.count(Metric.EVENTS_AGGREGATED)).isZero();
    assertThat(
            EventStream.of(aggregation(Aggregate.COUNT, 10, 0))
                .send(new RawEvent("a", 1, Double.NaN, null, INPUT)))
        .isEmpty();
  }

  @Test
  void a_sum_beyond_what_an_observation_holds_is_limited() {
    EventStream stream = EventStream.of(aggregation(Aggregate.SUM, 10, 0));
    stream.send("a", 1, -Float.MAX_VALUE);
    stream.send("a", 2, -Float.MAX_VALUE);
    stream.send("a", 10, 0);

    assertThat(stream.observations().get(0).value()).isEqualTo(-Float.MAX_VALUE);
  }

  @Test
  void the_layout_of_states_stays_readable() {
    EventStream stream = EventStream.of(filled(Aggregate.LAST, 60, 90));
    stream.send("a", 100, 1.5);
    stream.send("a", 190, -2);
    stream.save();

    assertThat(HexFormat.of().formatHex(stream.stored.get("a")))
        .isEqualTo(
            "0105010000000000" // version, aggregate, flags, start of the next window
                + "00ea60000000000002e630" // the same, newest event
                + "e0d40390bf05a00b02" // every, grace, filled, windows
                + "0000000000000186a03ff8000000000000"
                + "02000000000002e630c000000000000000");
  }

  @Test
  void settings_out_of_range_are_refused() {
    assertThatThrownBy(() -> aggregation(Aggregate.COUNT, 0, 0))
        .hasMessage("every must be in 1ms..366d, got: 0s");
    assertThatThrownBy(() -> aggregation(Aggregate.COUNT, 1, 61))
        .hasMessage("grace must be at least 0 and at most 60 times 'every' (1s), got: 61s");
    assertThatThrownBy(() -> Aggregate.of("median"))
        .hasMessage(
            "aggregate must be one of count, sum, mean, min, max, last, p50, p95, p99, distinct,"
                + " got: 'median'");
  }

  @Test
  void the_names_by_which_stored_state_is_found_never_change() {
    PipelineIo<?> io =
        new AggregationSpec("e", "o", "d", Map.of(), LatePolicy.DROP, Duration.ofHours(1), 1 << 20)
            .io();

    assertThat(io.names())
        .isEqualTo(
            new PipelineNames(
                "raw-events", "read-event", "aggregate", "aggregated", "event-windows"));
    assertThat(io.input() + io.outputs() + io.deadLetters()).isEqualTo("e[o]d");
  }

  private static List<String> of(EventStream stream, String series) {
    List<String> lines = new ArrayList<>(stream.closed());
    lines.removeIf(line -> !line.startsWith(series + " "));
    return lines;
  }
}
