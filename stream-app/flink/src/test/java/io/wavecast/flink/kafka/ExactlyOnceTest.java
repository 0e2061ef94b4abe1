package io.wavecast.flink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.batch.FakeForecaster;
import io.wavecast.core.engine.StreamSettings;
import io.wavecast.core.forecast.ForecastException;
import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.window.WindowSettings;
import io.wavecast.flink.ForecastJob;
import io.wavecast.flink.JobSettings;
import io.wavecast.flink.models.ModelSource;
import io.wavecast.schemas.Forecast;
import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.Topics;
import io.wavecast.schemas.json.ForecastCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From topic to topic through a real broker, in a cluster of this process. */
class ExactlyOnceTest {
  private static final int SERIES = 20;
  private static final long MINUTE = 60_000;

  @TempDir static Path dir;
  private static TestBroker broker;

  @BeforeAll
  static void startBroker() {
    broker = new TestBroker(dir.resolve("broker"));
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void a_failing_model_and_restarts_lose_and_repeat_nothing() throws Exception {
    Topics topics = topics("failing.");
    broker.produce(topics, SERIES, 0, 300);
    FailingThrice.failures.set(0);

    JobClient job = start(topics, 2, Map.of(), FailingThrice.MODELS);

    assertOneForecastAnObservation(topics, 300);
    assertThat(FailingThrice.failures).hasValue(3);
    job.cancel().get();
  }

  @Test
  void a_savepoint_goes_on_with_another_parallelism_and_another_state_backend() throws Exception {
    Topics topics = topics("rescaled.");
    broker.produce(topics, SERIES, 0, 120);
    JobClient before = start(topics, 2, Map.of(), MEAN);
    broker.committed(topics.forecasts(), all -> all.size() > SERIES * 60);

    String savepoint =
        before
            .stopWithSavepoint(
                false, dir.resolve("savepoints").toUri().toString(), SavepointFormatType.CANONICAL)
            .get();
    broker.produce(topics, SERIES, 120, 200);
    JobClient after =
        start(
            topics,
            3,
            Map.of("execution.state-recovery.path", savepoint, "state.backend.type", "rocksdb"),
            MEAN);

    assertOneForecastAnObservation(topics, 200);
    after.cancel().get();
  }

  @Test
  void a_record_as_large_as_the_brokers_take_is_set_aside_whole() throws Exception {
    Topics topics = topics("large.");
    byte[] value = new byte[(1 << 20) - 80]; // its dead letter is larger than what they take
    new SplittableRandom(20261125).nextBytes(value);
    broker.produce(topics.observations(), "large".getBytes(UTF_8), value);
    broker.produce(topics, SERIES, 0, 60);

    JobClient job = start(topics, 2, Map.of(), MEAN);

    assertOneForecastAnObservation(topics, 60);
    assertThat(broker.committed(topics.deadLetters(), all -> !all.isEmpty()))
        .extracting(r -> r.value().length)
        .containsExactly(value.length);
    job.cancel().get();
  }

  private static void assertOneForecastAnObservation(Topics topics, int minutes) {
    int expected = SERIES * (minutes - 1);
    Map<String, List<Long>> origins = new LinkedHashMap<>();
    broker
        .committed(topics.forecasts(), all -> all.size() >= expected)
        .forEach(
            record -> {
              Forecast f = ForecastCodec.read(record.value());
              origins.computeIfAbsent(f.series(), s -> new ArrayList<>()).add(f.origin() / MINUTE);
            });

    assertThat(origins).hasSize(SERIES);
    assertThat(origins)
        .allSatisfy(
            (series, minutesOfSeries) ->
                assertThat(minutesOfSeries)
                    .as("one forecast an observation but the first, in order")
                    .containsExactlyElementsOf(LongStream.range(1, minutes).boxed().toList()));
  }

  private static Topics topics(String prefix) {
    Topics topics = Topics.withPrefix(prefix);
    broker.create(topics);
    return topics;
  }

  private static JobClient start(
      Topics topics, int parallelism, Map<String, String> more, ModelSource<Forecasters> models)
      throws Exception {
    Map<String, String> options = new HashMap<>();
    options.put("execution.checkpointing.interval", "200 ms");
    options.put("execution.checkpointing.dir", dir.resolve("checkpoints").toUri().toString());
    options.put("pipeline.generic-types", "false");
    options.put("pipeline.object-reuse", "true");
    options.put("restart-strategy.type", "fixed-delay");
    options.put("restart-strategy.fixed-delay.attempts", "3");
    options.put("restart-strategy.fixed-delay.delay", "10 ms");
    options.put("rest.port", "0");
    options.put("taskmanager.memory.managed.size", "64m");
    options.putAll(more);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(
            parallelism, Configuration.fromMap(options));
    KafkaEnds.build(
        env,
        new KafkaSettings(
            broker.bootstrapServers(),
            topics.observations(),
            true,
            Duration.ofMinutes(5),
            Map.of("max.poll.records", "50")),
        new ForecastJob(
            new JobSettings(StreamSettings.of(topics), WindowSettings.DEFAULT, 0.9), models));
    return env.executeAsync();
  }

  private static final ModelSource<Forecasters> MEAN =
      (context, metrics) -> ModelSource.opened(Forecasters.of(new FakeForecaster("mean")));

  /** The mean, but after some thousand windows it fails: three times in this process. */
  private static final class FailingThrice implements Forecaster {
    static final AtomicInteger failures = new AtomicInteger();
    static final ModelSource<Forecasters> MODELS =
        (context, metrics) -> ModelSource.opened(Forecasters.of(new FailingThrice()));

    private final Forecaster mean = new FakeForecaster("mean");
    private int windows;

    @Override
    public ModelRef model() {
      return mean.model();
    }

    @Override
    public double[] quantileLevels() {
      return mean.quantileLevels();
    }

    @Override
    public void forecast(float[] in, int n, float[] forecasts, float[] quantiles) {
      windows += n;
      if (windows > 700 && failures.getAndUpdate(f -> Math.min(3, f + 1)) < 3) {
        throw new ForecastException("injected", new IllegalStateException());
      }
      mean.forecast(in, n, forecasts, quantiles);
    }
  }
}
