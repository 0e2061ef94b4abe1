package io.wavecast.service.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.config.Settings;
import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.model.ModelException;
import io.wavecast.kafkastreams.StreamsRuntime;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.service.console.ConsoleApi;
import io.wavecast.service.http.Health;
import io.wavecast.service.http.HttpServer;
import io.wavecast.service.http.Sources;
import io.wavecast.service.metrics.Telemetry;
import io.wavecast.service.runtime.PollCheck;
import io.wavecast.testkit.fakes.FakeForecaster;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What only a real broker shows of models that fail and of restarts. */
@Tag("slow")
class FailuresOnBrokerTest extends OnBroker {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

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

  /** One of two threads hangs in a model; the other one polls. */
  @Test
  void live_fails_while_a_stream_thread_hangs(TestInfo test) throws Exception {
    Topics topics = kafka.topics(test);
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    Health health = new Health();
    try (Telemetry telemetry = new Telemetry();
        HttpServer http = server(telemetry, health);
        StreamsRuntime stream = kafka.stream(topics, hanging(entered, released))) {
      Duration limit = Duration.ofSeconds(4);
      health
          .live()
          .add("forecasts", () -> PollCheck.problem(stream.streams().metrics().values(), limit));
      stream.start();
      assertThat(live(http).statusCode()).isEqualTo(200);
      kafka.observe(topics, 0, 60);
      assertThat(entered.await(2, TimeUnit.MINUTES)).isTrue();

      await().atMost(PATIENCE).until(() -> live(http).statusCode() == 503);

      assertThat(live(http).body())
          .contains("{\"status\":\"not live\"", "forecasts", "a stream thread has not polled for");
      released.countDown();
      await().atMost(PATIENCE).until(() -> live(http).statusCode() == 200);
      kafka.assertForecasts(topics, 60);
    }
  }

  @Test
  void live_holds_while_the_cluster_is_absent() {
    Topics topics = Topics.withPrefix("absent.");
    Duration limit = Duration.ofSeconds(4);
    try (StreamsRuntime stream = kafka.absent(topics, FakeForecaster.windowSums())) {
      stream.start();

      await()
          .during(limit.plusSeconds(2))
          .atMost(PATIENCE)
          .until(() -> PollCheck.problem(stream.streams().metrics().values(), limit).isEmpty());
    }
  }

  private static HttpServer server(Telemetry telemetry, Health health) {
    return HttpServer.start(
        Settings.of(Map.of("http.port", "0")),
        new Sources(
            telemetry::scrape,
            health,
            new ConsoleApi(() -> Optional.of(telemetry.status()), () -> health.ready().reasons())),
        telemetry.metrics());
  }

  private static HttpResponse<String> live(HttpServer http) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(http.url() + "/health/live")).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static Forecaster hanging(CountDownLatch entered, CountDownLatch released) {
    return FakeForecaster.windowSums()
        .before(
            (windows, n) -> {
              entered.countDown();
              try {
                released.await();
              } catch (InterruptedException e) {
                throw new ModelException("interrupted", e);
              }
            });
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
