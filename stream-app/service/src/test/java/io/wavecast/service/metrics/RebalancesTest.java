package io.wavecast.service.metrics;

import static org.apache.kafka.streams.KafkaStreams.State.CREATED;
import static org.apache.kafka.streams.KafkaStreams.State.PENDING_SHUTDOWN;
import static org.apache.kafka.streams.KafkaStreams.State.REBALANCING;
import static org.apache.kafka.streams.KafkaStreams.State.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.metrics.Metric;
import io.wavecast.testkit.fakes.InMemoryMetrics;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RebalancesTest {
  private static final long START = 1_700_000_000_000L;

  private final List<Double> durations = new ArrayList<>();
  private final InMemoryMetrics metrics =
      new InMemoryMetrics() {
        @Override
        public synchronized void record(Metric histogram, double value, String... labels) {
          super.record(histogram, value, labels);
          durations.add(value);
        }
      };
  private long now = START;
  private final Rebalances rebalances = new Rebalances(metrics, "forecasts", () -> now);

  @AfterEach
  void close() {
    rebalances.close();
    assertThat(metrics.gauges(Metric.LAST_REBALANCE)).isEmpty();
  }

  @Test
  void a_rebalance_lasts_until_the_stream_runs() {
    rebalances.onChange(REBALANCING, CREATED);
    now += 2_500;
    rebalances.onChange(RUNNING, REBALANCING);
    now += 60_000;
    rebalances.onChange(REBALANCING, RUNNING);
    now += 750;
    rebalances.onChange(RUNNING, REBALANCING);

    assertThat(metrics.byLabels(Metric.REBALANCE)).containsEntry("forecasts", 2L);
    assertThat(durations).containsExactly(2.5, 0.75);
    assertThat(metrics.gauges(Metric.LAST_REBALANCE))
        .containsEntry("forecasts", (START + 62_500) / 1e3);
  }

  @Test
  void a_rebalance_that_does_not_end_has_a_start() {
    rebalances.onChange(REBALANCING, CREATED);
    now += 10_000;

    assertThat(metrics.of(Metric.REBALANCE)).isZero();
    assertThat(metrics.gauges(Metric.LAST_REBALANCE)).containsEntry("forecasts", START / 1e3);
  }

  @Test
  void a_stop_is_no_rebalance() {
    rebalances.onChange(REBALANCING, CREATED);
    rebalances.onChange(PENDING_SHUTDOWN, REBALANCING);

    assertThat(metrics.of(Metric.REBALANCE)).isZero();
  }

  @Test
  void before_the_first_there_is_none() {
    assertThat(metrics.gauges(Metric.LAST_REBALANCE)).containsEntry("forecasts", 0.0);
  }
}
