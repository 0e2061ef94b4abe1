package io.wavecast.service.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.core.metrics.Metric;
import io.wavecast.kafkastreams.StreamsRuntime;
import io.wavecast.schemas.forecast.ObservationFormat;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.testkit.fakes.FakeForecaster;
import io.wavecast.testkit.fakes.InMemoryMetrics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * A cluster acknowledges commits and loses them. The local states have them; everything that Kafka
 * holds has not.
 */
class LostCommitTest extends OnBroker {
  private static final int KEPT = 60;
  private static final int END = 70;

  @Test
  void what_was_lost_is_forecast_again(TestInfo test) throws Exception {
    Topics topics = kafka.topics(test);
    run(topics, 0, KEPT);
    lose(topics, KEPT, END);

    InMemoryMetrics metrics = run(topics, END, END + 1);

    kafka.assertForecasts(topics, END + 1);
    assertThat(metrics.of(Metric.DEAD_LETTERS)).isZero();
  }

  private static InMemoryMetrics run(Topics topics, int from, int to) throws Exception {
    InMemoryMetrics metrics = new InMemoryMetrics();
    kafka.observe(topics, from, to);
    try (StreamsRuntime stream =
        kafka.stream(
            topics, ObservationFormat.DEFAULT, FakeForecaster.windowSums(), metrics, Map.of())) {
      stream.start();
      kafka.forecasts(topics, to - 1);
    }
    return metrics;
  }

  private static void lose(Topics topics, int from, int to) {
    InMemoryMetrics metrics = new InMemoryMetrics();
    kafka.observe(topics, from, to);
    try (KafkaStreams stream = kafka.losing(topics, FakeForecaster.windowSums(), metrics)) {
      stream.start();
      await().atMost(Duration.ofMinutes(1)).until(() -> metrics.of(Metric.FORECASTS) == to - from);
    }
  }
}
