package io.wavecast.flink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.model.ModelException;
import io.wavecast.flink.models.FakeModels;
import io.wavecast.flink.models.ModelSource;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.testkit.fakes.FakeForecaster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From topic to topic through a real broker, in a cluster of this process. */
@Tag("slow")
class ExactlyOnceTest extends OnBroker {
  private static final int SERIES = 20;

  @Test
  void a_failing_model_and_restarts_lose_and_repeat_nothing() throws Exception {
    JobTopics topics = new JobTopics(broker, "failing.");
    topics.observe(SERIES, 0, 300);
    FailingThrice.failures.set(0);
    TestJob job = new TestJob(topics, dir, TestJob.FORECASTS, FailingThrice.MODELS, Duration.ZERO);

    JobClient running =
        job.start(
            2,
            Map.of(
                "restart-strategy.type", "fixed-delay",
                "restart-strategy.fixed-delay.attempts", "3",
                "restart-strategy.fixed-delay.delay", "10 ms"));

    topics.assertForecasts(SERIES, LongStream.range(1, 300));
    assertThat(FailingThrice.failures).hasValue(3);
    running.cancel().get();
  }

  @Test
  void a_savepoint_resumes_with_another_parallelism_and_state_backend() throws Exception {
    JobTopics topics = new JobTopics(broker, "rescaled.");
    topics.observe(SERIES, 0, 120);
    TestJob job = new TestJob(topics, dir, TestJob.FORECASTS);
    JobClient before = job.start(2, Map.of());
    topics.awaitForecasts(SERIES * 60);

    String savepoint = job.stop(before);
    topics.observe(SERIES, 120, 200);
    JobClient after =
        job.start(3, Map.of(TestJob.FROM, savepoint, "state.backend.type", "rocksdb"));

    topics.assertForecasts(SERIES, LongStream.range(1, 200));
    after.cancel().get();
  }

  @Test
  void the_largest_record_that_brokers_take_is_dead_lettered_complete() throws Exception {
    JobTopics topics = new JobTopics(broker, "large.");
    byte[] value = new byte[(1 << 20) - 80]; // its dead letter is larger than what they take
    new SplittableRandom(20261125).nextBytes(value);
    broker.produce(topics.topics().observations(), "large".getBytes(UTF_8), value);
    topics.observe(SERIES, 0, 60);

    JobClient job = new TestJob(topics, dir, TestJob.FORECASTS).start(2, Map.of());

    topics.assertForecasts(SERIES, LongStream.range(1, 60));
    assertThat(broker.committed(topics.topics().deadLetters(), all -> !all.isEmpty()))
        .extracting(r -> r.value().length)
        .containsExactly(value.length);
    job.cancel().get();
  }

  @Test
  void stale_series_are_detected_with_watermarks_switched_off() throws Exception {
    JobTopics topics = new JobTopics(broker, "silent.");
    TestJob job =
        new TestJob(
            topics,
            dir,
            TestJob.FORECASTS,
            FakeModels.MEAN,
            Duration.ZERO,
            List.of("all * stale-after=10s"));

    JobClient running = job.start(2, Map.of("pipeline.auto-watermark-interval", "0 ms"));

    observeNow(topics, "silent");
    await()
        .atMost(Duration.ofSeconds(75))
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              observeNow(topics, "live");
              return tellsOfSilence(topics);
            });
    running.cancel().get();
  }

  private static void observeNow(JobTopics topics, String series) throws Exception {
    String now = "{\"timestamp\":%d,\"value\":1}".formatted(System.currentTimeMillis());
    broker.produce(topics.topics().observations(), List.of(new TestBroker.Sent(series, now)));
  }

  /** Series that leave their forecasts alert, too. */
  private static boolean tellsOfSilence(JobTopics topics) {
    return topics.events(topics.topics().alerts()).stream()
        .anyMatch(e -> ((Alert) e).cause().code() == Cause.Code.STALE);
  }

  /** The mean, but after some thousand windows it fails: three times in this process. */
  private static final class FailingThrice {
    static final AtomicInteger failures = new AtomicInteger();
    static final ModelSource<Forecasters> MODELS =
        metrics -> FakeModels.opened(Forecasters.of(forecaster()));

    private static Forecaster forecaster() {
      AtomicInteger windows = new AtomicInteger();
      return FakeForecaster.mean()
          .before(
              (in, n) -> {
                if (windows.addAndGet(n) > 700
                    && failures.getAndUpdate(f -> Math.min(3, f + 1)) < 3) {
                  throw new ModelException("injected", new IllegalStateException());
                }
              });
    }
  }
}
