package io.wavecast.core.forecast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.model.ModelException;
import io.wavecast.core.stream.LatePolicy;
import io.wavecast.core.text.LabelPattern;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.Topics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForecastPipelineTest extends ForecastPipelineFixture {
  @Test
  void pending_observations_are_recovered_from_the_states_after_a_crash() {
    ForecastPipeline crashed = engine();
    feed(crashed, "a", 0, 53);
    feed(crashed, "b", 0, 51);
    crashed.save();
    assertThat(crashed.pending()).isEqualTo(6);
    events.clear();

    ForecastPipeline next = engine();
    recover(next);
    assertThat(next.pending()).isEqualTo(6);
    next.flush();

    assertThat(events)
        .filteredOn(e -> e instanceof Forecast && e.series().equals("a"))
        .extracting(Event::eventTime)
        .containsExactly(49_000L, 50_000L, 51_000L, 52_000L);
    assertThat(events)
        .filteredOn(e -> e instanceof Forecast && e.series().equals("b"))
        .extracting(Event::eventTime)
        .containsExactly(49_000L, 50_000L);
    assertThat(next.pending()).isZero();
  }

  @Test
  void a_series_goes_on_before_its_stored_state_was_visited_as_if_there_had_been_no_crash() {
    for (int observed = 49; observed < 56; observed++) {
      states.map.clear();
      events.clear();
      ForecastPipeline crashed = engine();
      feed(crashed, "b", 0, 51);
      feed(crashed, "a", 0, observed);
      crashed.save();

      ForecastPipeline next = engine();
      next.recover();
      feed(next, "a", observed, 70);
      while (next.pending() > 0) {
        next.flush();
      }

      List<Event> afterCrash = ofSeries("a");
      events.clear();
      ForecastPipeline undisturbed = recordless();
      feed(undisturbed, "a", 0, 70);
      undisturbed.flush();
      assertThat(afterCrash).as("%d observations", observed).isEqualTo(ofSeries("a"));
      assertThat(gauge(next, Metric.SERIES)).isEqualTo(2);
    }
  }

  private List<Event> ofSeries(String series) {
    return events.stream().filter(e -> e.series().equals(series)).toList();
  }

  private ForecastPipeline recordless() {
    return ForecastPipeline.inMemory(spec(8), Forecasters.of(model), events::add, Metrics.NONE);
  }

  /** No transaction does work in proportion to the number of series. */
  @Test
  void a_start_with_20000_series_reads_them_in_slices() {
    ForecastPipeline engine = engine();
    feed(engine, "a", 0, 53);
    engine.save();
    byte[] pending = states.map.get("a");
    engine.flush();
    engine.save();
    for (int i = 0; i < 20_000; i++) {
      states.map.put("s" + i, i == 77 ? pending : states.map.get("a"));
    }
    states.read.clear();
    events.clear();

    ForecastPipeline next = engine();
    next.recover();
    feed(next, "s77", 53, 54);
    next.save();
    assertThat(states.read).containsExactly("s77");
    next.flush();

    assertThat(states.read).hasSizeLessThanOrEqualTo(ForecastPipeline.SLICE + 1);
    assertThat(ofSeries("s77")).filteredOn(Forecast.class::isInstance).hasSize(5);
    assertThat(next.pending()).isEqualTo(1);
  }

  @Test
  void alerts_carry_the_labels_of_their_series() {
    ForecastSpec plain = spec(8);
    ForecastPipeline engine =
        engine(
            new ForecastSpec(
                plain.stream(),
                plain.windows(),
                plain.alerts(),
                plain.level(),
                plain.season(),
                LabelPattern.of("(?<service>[^.]+)\\.(?<zone>.+)")));
    for (String series : List.of("web.b", "other")) {
      calm(engine, series, 200);
      for (int i = 200; i < 204; i++) {
        engine.accept(new Observation(series, 1000L * i, 1000));
      }
    }
    engine.flush();

    assertThat(events)
        .filteredOn(e -> e instanceof Alert && e.series().equals("web.b"))
        .isNotEmpty()
        .allMatch(e -> ((Alert) e).labels().equals(Map.of("service", "web", "zone", "b")));
    assertThat(events)
        .filteredOn(e -> e instanceof Alert && e.series().equals("other"))
        .isNotEmpty()
        .allMatch(e -> ((Alert) e).labels().isEmpty());
  }

  @Test
  void a_late_observation_is_rejected_only_if_the_policy_says_so() {
    StreamSettings dropping = StreamSettings.of(Topics.withPrefix("t."));
    StreamSettings rejecting =
        new StreamSettings(
            dropping.topics(),
            dropping.format(),
            LatePolicy.DEAD_LETTER,
            dropping.maxBatch(),
            dropping.linger(),
            dropping.maxRecordBytes());
    Observation late = new Observation("a", 1000, 1);
    for (StreamSettings settings : List.of(dropping, rejecting)) {
      ForecastPipeline engine = engine(ForecastSpec.of(settings, 0.9));
      assertThat(engine.accept(new Observation("a", 2000, 1))).isEmpty();
      assertThat(engine.accept(new Observation("a", 2000, 1))).as("a duplicate").isEmpty();

      assertThat(engine.accept(late).isPresent()).isEqualTo(settings == rejecting);
    }
  }

  @Test
  void series_are_counted_also_after_a_restart() {
    ForecastPipeline engine = engine();
    feed(engine, "a", 0, 3);
    feed(engine, "b", 0, 1);
    engine.save();

    ForecastPipeline next = engine();
    recover(next);
    feed(next, "b", 0, 2);
    feed(next, "c", 0, 2);

    assertThat(gauge(engine, Metric.SERIES)).isEqualTo(2);
    assertThat(gauge(next, Metric.SERIES)).isEqualTo(3);
  }

  @Test
  void when_the_model_fails_everything_stays_pending() {
    ForecastPipeline engine = engine();
    feed(engine, "a", 0, 52);
    events.clear();
    engine.save();
    byte[] before = states.map.get("a");
    model.fails = true;

    assertThatThrownBy(engine::flush).isInstanceOf(ModelException.class);

    engine.save();
    assertThat(states.map.get("a")).isEqualTo(before);
    assertThat(engine.pending()).isEqualTo(3);
    model.fails = false;
    engine.flush();
    assertThat(events)
        .filteredOn(Forecast.class::isInstance)
        .extracting(Event::eventTime)
        .containsExactly(49_000L, 50_000L, 51_000L);
  }

  @Test
  void a_full_batch_is_forecast_at_once() {
    ForecastPipeline engine = engine();
    for (int s = 0; s < 8; s++) {
      feed(engine, "s" + s, 0, 49);
    }
    events.clear();

    for (int s = 0; s < 8; s++) {
      assertThat(events).isEmpty();
      feed(engine, "s" + s, 49, 50);
    }

    assertThat(events).filteredOn(Forecast.class::isInstance).hasSize(8);
    assertThat(model.runs).containsExactly(8);
  }

  @Test
  void series_are_counted_by_alert_state_also_after_a_crash() {
    ForecastPipeline engine = engine();
    calm(engine, "calm", 30);
    calm(engine, "wild", 700);
    engine.flush();
    assertThat(gauge(engine, Metric.ALERT_SERIES, "OK")).isEqualTo(2);

    engine.accept(new Observation("wild", 700_000, 1e6));
    engine.flush();
    engine.save();

    ForecastPipeline next = engine();
    recover(next);
    for (ForecastPipeline e : List.of(engine, next)) {
      assertThat(gauge(e, Metric.ALERT_SERIES, "OK")).isEqualTo(1);
      assertThat(gauge(e, Metric.ALERT_SERIES, "CRITICAL")).isEqualTo(1);
    }
  }

  @Test
  void an_alert_comes_after_its_deviation_and_before_the_forecast() {
    ForecastPipeline engine = engine();
    calm(engine, "wild", 150);
    engine.flush();
    events.clear();

    engine.accept(new Observation("wild", 150_000, 1e6));
    engine.flush();

    assertThat(events)
        .extracting(e -> e.getClass().getSimpleName())
        .containsExactly("Deviation", "Alert", "Forecast");
  }
}
