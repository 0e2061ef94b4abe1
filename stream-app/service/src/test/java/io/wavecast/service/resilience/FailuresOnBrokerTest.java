package io.wavecast.service.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.model.ModelException;
import io.wavecast.kafkastreams.StreamsRuntime;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.testkit.fakes.FakeForecaster;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What only a real broker shows of models that fail and of restarts. */
class FailuresOnBrokerTest extends OnBroker {
  @Test
  void a_temporary_model_failure_loses_nothing(TestInfo test) {
    Topics topics = kafka.topics(test);
    AtomicInteger failures = new AtomicInteger(2);
    try (StreamsRuntime stream = kafka.stream(topics, failing(failures))) {
      stream.start();
      kafka.observe(topics, 0, 60);

      kafka.assertForecasts(topics, 60);

      assertThat(failures).hasValue(0);
      assertThat(stream.isLive()).isTrue();
      assertThat(stream.stopped()).isNotDone();
    }
  }

  @Test
  void a_permanent_model_failure_ends_the_stream_with_its_reason(TestInfo test) throws Exception {
    Topics topics = kafka.topics(test);
    AtomicInteger failures = new AtomicInteger(Integer.MAX_VALUE);
    try (StreamsRuntime stream = kafka.stream(topics, failing(failures))) {
      stream.start();
      assertThat(stream.isLive()).isTrue();
      kafka.observe(topics, 0, 60);

      Optional<Throwable> end = stream.stopped().get(4, TimeUnit.MINUTES);

      assertThat(end.orElseThrow()).hasRootCauseMessage("out of order");
      assertThat(stream.isLive()).isFalse();
      assertThat(stream.isReady()).isFalse();
    }
  }

  @Test
  void a_closed_stream_resumes_after_its_last_commit(TestInfo test) throws Exception {
    Topics topics = kafka.topics(test);
    for (int part = 0; part < 3; part++) {
      try (StreamsRuntime stream = kafka.stream(topics, FakeForecaster.windowSums())) {
        stream.start();
        stream.ready().get(2, TimeUnit.MINUTES);
        await().until(stream::isReady);
        kafka.observe(topics, 20 * part, 20 * part + 20);
        kafka.read(topics.forecasts(), 20 * part + 19);
      }
    }

    kafka.assertForecasts(topics, 60);
  }

  /** Fails so often, then works. */
  private static Forecaster failing(AtomicInteger failures) {
    return FakeForecaster.windowSums()
        .before(
            (windows, n) -> {
              if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new ModelException(
                    "model can't run", new IllegalStateException("out of order"));
              }
            });
  }
}
