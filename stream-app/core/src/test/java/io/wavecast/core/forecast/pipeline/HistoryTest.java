package io.wavecast.core.forecast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.metrics.CountingMetrics;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.stream.Header;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.core.stream.Rejection;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Values are one second apart; series expire after a minute. */
class HistoryTest extends ForecastPipelineFixture {
  private static final long MINUTE = 60_000;

  private final List<String> expired = new ArrayList<>();
  private final CountingMetrics counted = new CountingMetrics();
  private ForecastPipeline engine = start();

  @Test
  void values_count_as_history_and_as_what_the_model_forecast() {
    history("a", 0, 100, 0);
    history("a", 50, 110, 0);
    engine.flush();

    assertThat(events).isEmpty();
    assertThat(counted.of(Metric.BACKFILL_VALUES, "learned")).isEqualTo(110);
    assertThat(counted.of(Metric.BACKFILL_VALUES, "discarded")).isEqualTo(50);
    assertThat(counted.labelled.entrySet().stream().filter(e -> e.getValue() > 0))
        .extracting(e -> e.getKey().split(" ", 2)[0])
        .containsOnly(
            "wavecast.backfill.values",
            "wavecast.forecasts",
            "wavecast.forecast.latency",
            "wavecast.inference",
            "wavecast.batch.size.windows");
    assertThat(gauge(engine, Metric.SERIES)).isEqualTo(1);
  }

  @Test
  void a_live_series_refuses_history_and_goes_on_as_without_it() {
    feed(engine, "a", 100, 130);
    Optional<Rejection> older = history("a", 99, 0);
    Optional<Rejection> newer = history("a", 130, 0);
    feed(engine, "a", 130, 200);
    engine.flush();
    List<Event> refusing = List.copyOf(events);

    states.map.clear();
    events.clear();
    engine = start();
    feed(engine, "a", 100, 200);
    engine.flush();

    assertThat(refusing).isNotEmpty().isEqualTo(events);
    assertThat(List.of(older.orElseThrow(), newer.orElseThrow()))
        .containsOnly(
            new Rejection(
                Reason.LIVE_SERIES, "series is live: only a new series can learn its history"));
    assertThat(counted.of(Metric.BACKFILL_VALUES, "refused")).isEqualTo(2);
  }

  @Test
  void a_history_in_the_same_batch_changes_nothing_for_live_series() {
    for (int i = 0; i < 80; i++) {
      feed(engine, "live", i, i + 1);
      assertThat(history("a", i, 0)).isEmpty();
    }
    engine.flush();
    List<Event> beside = List.copyOf(events);

    states.map.clear();
    events.clear();
    engine = start();
    feed(engine, "live", 0, 80);
    engine.flush();

    assertThat(beside).isNotEmpty().isEqualTo(events);
  }

  @Test
  void a_live_value_that_is_not_newer_than_the_history_does_not_end_it() {
    history("a", 0, 80, 0);
    feed(engine, "a", 79, 80);
    feed(engine, "a", 70, 71);

    assertThat(history("a", 80, 0)).isEmpty();
    assertThat(counted.of(Metric.BACKFILL_VALUES, "learned")).isEqualTo(81);
  }

  @Test
  void an_anomaly_in_the_history_raises_no_alert_and_leaves_none_open() {
    history("a", 0, 100, 0);
    for (int i = 100; i < 104; i++) {
      assertThat(learn("a", i, 1e6, 0)).isEmpty();
    }
    engine.flush();

    assertThat(
            engine.gauges().stream()
                .filter(gauge -> gauge.metric() == Metric.ALERT_SERIES)
                .filter(gauge -> gauge.value().getAsDouble() > 0))
        .singleElement()
        .satisfies(gauge -> assertThat(gauge.labels()).containsExactly("OK"));
    feed(engine, "a", 104, 106);
    engine.flush();

    assertThat(events.stream().filter(Alert.class::isInstance).map(Alert.class::cast))
        .allMatch(alert -> alert.started() >= 104_000);
  }

  @Test
  void what_is_pending_of_a_history_survives_a_restart_and_emits_nothing() {
    history("a", 0, 53, 0);
    assertThat(engine.pending()).isEqualTo(4);
    engine.save();

    engine = start();
    recover(engine);
    assertThat(engine.pending()).isEqualTo(4);
    engine.flush();

    assertThat(engine.pending()).isZero();
    assertThat(events).isEmpty();
  }

  @Test
  void the_first_live_observation_leaves_no_trace_of_the_backfill_in_the_state() {
    history("a", 0, 100, 0);
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
  void an_old_history_is_kept_from_the_time_of_its_records_on() {
    feed(engine, "live", 0, 1000);
    history("a", 0, 60, 999_000);
    feed(engine, "live", 1000, 1050);
    tick();
    assertThat(expired).isEmpty();

    feed(engine, "live", 1050, 1070);
    tick();

    assertThat(expired).containsExactly("a " + (999_000 + MINUTE));
  }

  @Test
  void a_gap_after_which_a_series_expires_starts_a_history_from_scratch() {
    history("a", 0, 53, 0);
    assertThat(engine.pending()).isEqualTo(4);
    history("a", 200, 201, 0);
    assertThat(engine.pending()).isZero();
    history("a", 201, 280, 0);
    engine.flush();
    engine.save();
    byte[] state = states.map.get("a");

    states.map.clear();
    engine = start();
    history("a", 200, 280, 0);
    engine.flush();
    engine.save();

    assertThat(state).isEqualTo(states.map.get("a"));
  }

  private void history(String series, int from, int to, long at) {
    for (int i = from; i < to; i++) {
      assertThat(history(series, i, at)).isEmpty();
    }
  }

  private Optional<Rejection> history(String series, int second, long at) {
    return learn(series, second, second, at);
  }

  private Optional<Rejection> learn(String series, int second, double value, long at) {
    Header header = new Header(Observation.HISTORY_HEADER, new byte[0]);
    return engine.accept(
        new Observation(series, 1000L * second, value),
        new RawRecord(null, null, at, "observations", 0, 0, List.of(header)));
  }

  private void tick() {
    engine.ticks().forEach(tick -> tick.action().run(0, Long.MAX_VALUE / 2));
  }

  private ForecastPipeline start() {
    ForecastSpec spec = expiring(spec(8), Duration.ofMillis(MINUTE));
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
}
