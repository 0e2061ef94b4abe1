package io.wavecast.core.forecast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.RuleText;
import io.wavecast.core.metrics.CountingMetrics;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.stream.Header;
import io.wavecast.core.text.LabelPattern;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** G8. Observations are one second apart; series expire after a minute. */
class SeriesExpiryTest extends ForecastPipelineFixture {
  private static final Duration AFTER = Duration.ofMinutes(1);
  private static final long MINUTE = AFTER.toMillis();

  private final List<String> expired = new ArrayList<>();
  private final CountingMetrics counted = new CountingMetrics();
  private ForecastPipeline engine = expiring(AlertSettings.DEFAULT);

  @Test
  void a_series_that_returns_after_the_silence_does_what_a_new_one_does() {
    feed(engine, "a", 0, 60);
    feed(engine, "a", 60 + 59, 60 + 59 + 60);
    engine.flush();
    List<Event> again = events.stream().filter(e -> e.eventTime() > 60_000).toList();

    events.clear();
    ForecastPipeline fresh = expiring(AlertSettings.DEFAULT);
    states.map.clear();
    feed(fresh, "a", 60 + 59, 60 + 59 + 60);
    fresh.flush();

    assertThat(again).hasSize(2 * 60 - 1).isEqualTo(events);
    assertThat(expired).containsExactly("a 119000");
    assertThat(gauge(engine, Metric.SERIES)).isEqualTo(1);
    assertThat(counted.of(Metric.SERIES_EXPIRED)).isEqualTo(1);
    assertThat(counted.of(Metric.SERIES_RETURNED)).isEqualTo(1);
  }

  @Test
  void what_is_pending_is_forecast_before_a_series_expires() {
    feed(engine, "a", 0, 52);
    assertThat(engine.pending()).isPositive();

    engine.accept(new Observation("a", 51_000 + MINUTE, 1));

    assertThat(events).filteredOn(e -> e.eventTime() == 51_000).hasSize(2);
    assertThat(engine.pending()).isZero();
  }

  @Test
  void a_shorter_silence_only_restarts_the_window() {
    feed(engine, "a", 0, 60);

    engine.accept(new Observation("a", 59_000 + MINUTE - 1, 1));

    assertThat(expired).isEmpty();
  }

  @Test
  void a_silent_series_is_removed_when_the_input_has_been_read_past_it() {
    feed(engine, "a", 0, 1);
    feed(engine, "b", 0, 66);
    tick(Long.MIN_VALUE);
    tick(62_000);
    assertThat(expired).as("not read past it by all partitions").isEmpty();

    tick(1_000_000);
    engine.save();

    assertThat(expired).containsExactly("a 60000");
    assertThat(states.map).containsOnlyKeys("b");
    assertThat(gauge(engine, Metric.SERIES)).isEqualTo(1);
    feed(engine, "a", 200, 201);
    assertThat(counted.of(Metric.SERIES_EXPIRED)).isEqualTo(1);
    assertThat(counted.of(Metric.SERIES_RETURNED)).isEqualTo(1);
  }

  @Test
  void the_clock_alone_removes_no_series() {
    feed(engine, "a", 0, 1);

    tick(Long.MAX_VALUE / 2);

    assertThat(expired).isEmpty();
  }

  @Test
  void one_observation_far_ahead_of_the_clock_removes_no_series() {
    feed(engine, "a", 0, 1);
    engine.accept(new Observation("b", 1_000_000_000, 1));

    tick(10_000);

    assertThat(expired).isEmpty();
  }

  @Test
  void removal_goes_on_with_each_observation_of_any_series() {
    for (int i = 0; i < SeriesExpiry.LOOKS + 5; i++) {
      feed(engine, "s" + i, 0, 1);
    }
    engine.accept(new Observation("live", 66_000, 1));
    tick(1_000_000);
    assertThat(expired).hasSize(SeriesExpiry.LOOKS);

    feed(engine, "live", 67, 71);
    assertThat(expired).hasSize(SeriesExpiry.LOOKS + 4);
  }

  @Test
  void the_alert_of_an_expired_series_ends_with_its_labels_before_the_tombstone() {
    engine = expiring(new AlertSettings(List.of(RuleText.read("all * stale-after=30s score=off"))));
    feed(engine, "web.b", 0, 1);
    feed(engine, "x", 0, 40);
    tick(40_000);
    feed(engine, "x", 40, 66);
    tick(66_000);

    assertThat(events)
        .filteredOn(Alert.class::isInstance)
        .map(e -> (Alert) e)
        .filteredOn(a -> a.series().equals("web.b"))
        .extracting(a -> a.state() + " " + a.since() + " " + a.labels() + " " + a.reason())
        .containsExactly(
            "WARNING 30000 {zone=b} has had no observation for 30 s",
            "OK 60000 {zone=b} is forgotten after no observation for 1 min");
    assertThat(expired).containsExactly("web.b 60000");
    assertThat(gauge(engine, Metric.ALERT_SERIES, "WARNING")).isZero();
    assertThat(gauge(engine, Metric.ALERT_SERIES, "OK")).isEqualTo(1);
  }

  @Test
  void after_a_crash_series_expire_as_before() {
    feed(engine, "a", 0, 10);
    feed(engine, "b", 0, 66);
    engine.flush();
    engine.save();

    ForecastPipeline next = expiring(AlertSettings.DEFAULT);
    recover(next);
    engine = next;
    feed(engine, "b", 66, 80);
    tick(1_000_000);

    assertThat(expired).containsExactly("a 69000");
  }

  @Test
  void only_states_of_series_that_are_due_are_read() {
    for (int i = 0; i < 1500; i++) {
      engine.accept(new Observation("s" + i, 30_000, 1));
    }
    feed(engine, "silent", 0, 1);
    feed(engine, "live", 0, 66);
    engine.save();
    states.read.clear();

    tick(1_000_000);

    assertThat(states.read).as("that are not cached").isSubsetOf("silent", "live");
    assertThat(expired).containsExactly("silent 60000");
  }

  @Test
  void without_the_setting_series_are_kept() {
    engine = engine(spec(8));
    feed(engine, "a", 0, 1);
    engine.accept(new Observation("a", Duration.ofDays(20_000).toMillis(), 1));

    tick(Duration.ofDays(30_000).toMillis());

    assertThat(gauge(engine, Metric.SERIES)).isEqualTo(1);
  }

  private void tick(long watermark) {
    engine.ticks().forEach(tick -> tick.action().run(0, watermark));
  }

  private ForecastPipeline expiring(AlertSettings alerts) {
    ForecastSpec spec =
        expiring(spec(8, alerts), AFTER).withLabels(LabelPattern.of("web[.](?<zone>.+)"));
    EventSink sink =
        new EventSink() {
          @Override
          public void event(Event event, List<Header> headers) {
            events.add(event);
            if (event instanceof Alert) {
              assertThat(expired).as("ended before the tombstone").isEmpty();
            }
          }

          @Override
          public void expired(String series, long time) {
            expired.add(series + " " + time);
          }
        };
    return new ForecastPipeline(spec, Forecasters.of(model), states, sink, counted, () -> 0);
  }
}
