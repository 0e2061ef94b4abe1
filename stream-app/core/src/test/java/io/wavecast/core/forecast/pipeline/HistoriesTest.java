package io.wavecast.core.forecast.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.window.SeriesState;
import io.wavecast.core.metrics.CountingMetrics;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.stream.Header;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.core.text.LabelPattern;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Backfill;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values are one second apart; series expire after a minute. */
class HistoriesTest extends ForecastPipelineFixture {
  private static final long MINUTE = 60_000;

  private final List<String> expired = new ArrayList<>();
  private final CountingMetrics counted = new CountingMetrics();
  private ForecastPipeline engine = start();

  @Test
  void values_count_as_history_and_nothing_else() {
    history("a", 0, 100, 0);
    history("a", 50, 110, 0);
    end("a", 109, 0);

    assertThat(events).isEmpty();
    assertThat(counted.of(Metric.BACKFILL_VALUES, "learned")).isEqualTo(110);
    assertThat(counted.of(Metric.BACKFILL_VALUES, "discarded")).isEqualTo(50);
    assertThat(counted.of(Metric.BACKFILLS, "learned")).isEqualTo(1);
    assertThat(counted.labelled.entrySet().stream().filter(e -> e.getValue() > 0))
        .extracting(e -> e.getKey().split(" ", 2)[0])
        .containsOnly("BACKFILL_VALUES", "BACKFILLS");
    assertThat(gauge(engine, Metric.SERIES)).isEqualTo(1);
  }

  @Test
  void a_history_that_has_no_end_changes_nothing_for_live_observations() {
    history("a", 0, 100, 0);
    feed(engine, "a", 200, 260);
    engine.flush();
    List<Event> withHistory = List.copyOf(events);

    events.clear();
    states.map.clear();
    engine = start();
    feed(engine, "a", 200, 260);
    engine.flush();

    assertThat(withHistory).isNotEmpty().isEqualTo(events);
  }

  @Test
  void a_history_that_ends_before_what_live_observations_taught_is_refused_and_counted() {
    feed(engine, "a", 100, 200);
    history("a", 0, 100, 200_000);
    end("a", 99, 200_000);

    assertThat(counted.of(Metric.BACKFILLS, "refused")).isEqualTo(1);
    assertThat(counted.of(Metric.BACKFILLS, "learned")).isZero();
  }

  @Test
  void a_history_that_reaches_the_live_window_takes_the_place_of_what_was_learned() {
    feed(engine, "a", 100, 200);
    history("a", 0, 151, 200_000);
    end("a", 150, 200_000);
    engine.save();
    byte[] state = states.map.get("a");
    events.clear();
    feed(engine, "a", 200, 260);
    engine.flush();
    List<Event> after = List.copyOf(events);

    states.map.clear();
    engine = start();
    feed(engine, "a", 0, 200);
    engine.flush();
    engine.save();
    events.clear();
    feed(engine, "a", 200, 260);
    engine.flush();

    assertThat(counted.of(Metric.BACKFILLS, "learned")).isEqualTo(1);
    assertThat(state).as("its window began later").hasSameSizeAs(states.map.get("a"));
    assertThat(Arrays.copyOf(state, state.length - 300))
        .isEqualTo(Arrays.copyOf(states.map.get("a"), state.length - 300));
    assertThat(withoutAlerts(after)).hasSizeGreaterThan(100).isEqualTo(withoutAlerts(events));
  }

  @Test
  void what_is_pending_of_a_history_is_not_pending_of_the_stream_and_survives_a_restart() {
    history("a", 0, 53, 0);
    assertThat(engine.pending()).isEqualTo(4);
    assertThat(gauge(engine, Metric.PENDING)).isZero();
    engine.save();

    engine = start();
    recover(engine);
    assertThat(engine.pending()).isEqualTo(4);
    engine.flush();

    assertThat(engine.pending()).isZero();
    assertThat(events).isEmpty();
  }

  @Test
  void states_with_a_history_are_read_as_they_were_written() {
    history("a", 0, 80, 7);
    feed(engine, "a", 200, 203);
    history("b", 0, 80, 7);
    end("b", 79, 8);
    engine.save();

    assertThat(states.map).hasSize(2);
    states.map.values().forEach(b -> assertThat(SeriesState.of(b).toBytes()).isEqualTo(b));
  }

  @Test
  void the_first_live_observation_leaves_no_trace_of_the_backfill_in_the_state() {
    history("a", 0, 100, 0);
    end("a", 99, 0);
    feed(engine, "a", 100, 120);
    engine.flush();
    engine.save();
    byte[] state = states.map.get("a");

    states.map.clear();
    engine = start();
    feed(engine, "a", 0, 120);
    engine.flush();
    engine.save();

    assertThat(state)
        .as("all is the same but for how long the alert state is as it is")
        .hasSameSizeAs(states.map.get("a"));
  }

  @Test
  void live_observations_during_a_second_history_are_learned_after_it() {
    history("a", 0, 100, 0);
    end("a", 99, 0);
    history("a", 100, 105, 0);
    feed(engine, "a", 100, 110);
    end("a", 104, 0);
    events.clear();
    feed(engine, "a", 110, 111);
    engine.flush();
    List<Event> afterHistories = List.copyOf(events);

    states.map.clear();
    engine = start();
    feed(engine, "a", 0, 110);
    engine.flush();
    events.clear();
    feed(engine, "a", 110, 111);
    engine.flush();

    assertThat(afterHistories).isNotEmpty().isEqualTo(events);
  }

  @Test
  void an_old_history_is_kept_from_the_time_of_its_records_on() {
    feed(engine, "live", 0, 1000);
    history("a", 0, 60, 999_000);
    end("a", 59, 999_000);
    feed(engine, "live", 1000, 1050);
    tick();
    assertThat(expired).isEmpty();

    feed(engine, "live", 1050, 1070);
    tick();

    assertThat(expired).containsExactly("a " + (999_000 + MINUTE));
  }

  @Test
  void a_history_without_an_end_is_forgotten_too() {
    feed(engine, "live", 0, 1);
    history("a", 0, 60, 5_000);
    tick();
    assertThat(expired).isEmpty();

    feed(engine, "live", 1, 80);
    tick();
    engine.save();

    assertThat(expired).containsExactly("a 65000");
    assertThat(states.map).containsOnlyKeys("live");
  }

  @Test
  void a_gap_after_which_a_series_expires_starts_a_history_from_scratch() {
    history("a", 0, 60, 0);
    history("a", 200, 280, 0);
    end("a", 279, 0);
    engine.save();
    byte[] state = states.map.get("a");

    states.map.clear();
    engine = start();
    history("a", 200, 280, 0);
    end("a", 279, 0);
    engine.save();

    assertThat(state).isEqualTo(states.map.get("a"));
  }

  private void history(String series, int from, int to, long at) {
    for (int i = from; i < to; i++) {
      engine.accept(new Observation(series, 1000L * i, i), record(Backfill.VALUE, at));
    }
  }

  private void end(String series, int last, long at) {
    engine.accept(new Observation(series, 1000L * last, last), record(Backfill.END, at));
  }

  private static RawRecord record(Backfill mark, long at) {
    Header header = new Header(Backfill.HEADER, mark.label().getBytes(UTF_8));
    return new RawRecord(null, null, at, "observations", 0, 0, List.of(header));
  }

  private void tick() {
    engine.ticks().forEach(tick -> tick.action().run(0, Long.MAX_VALUE / 2));
  }

  private ForecastPipeline start() {
    ForecastSpec plain = spec(8, AlertSettings.DEFAULT);
    ForecastSpec spec =
        new ForecastSpec(
            plain.stream(),
            plain.windows().withExpireAfter(Duration.ofMillis(MINUTE)),
            plain.alerts(),
            plain.level(),
            plain.season(),
            LabelPattern.NONE);
    EventSink sink =
        new EventSink() {
          @Override
          public void event(Event event, List<Header> headers) {
            events.add(event);
          }

          @Override
          public void expired(String series, long time) {
            expired.add(series + " " + time);
          }
        };
    return new ForecastPipeline(spec, Forecasters.of(model), states, sink, counted, () -> 0);
  }

  /** What the live series alerted of stays, whatever its history teaches. */
  private static List<Event> withoutAlerts(List<Event> events) {
    return events.stream().filter(event -> !(event instanceof Alert)).toList();
  }
}
