package io.wavecast.flink.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.core.batch.FakeForecaster;
import io.wavecast.core.engine.StreamSettings;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.window.WindowSettings;
import io.wavecast.flink.ForecastJob;
import io.wavecast.flink.JobSettings;
import io.wavecast.flink.kafka.KafkaEnds;
import io.wavecast.flink.kafka.KafkaSettings;
import io.wavecast.flink.kafka.TestBroker;
import io.wavecast.flink.models.ModelSource;
import io.wavecast.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guarantee 1 on a real cluster: a JobManager and a TaskManager in processes of their own, the
 * TaskManager killed under load, the job rescaled by a savepoint under load.
 */
@Tag("slow")
class KillTest {
  private static final int KILLS = 3;
  private static final int SERIES = 200;
  private static final int SLOTS = 3;
  private static final long ROUND_PAUSE_MS = 50;
  private static final long SEED = 20261125;
  private static final Topics TOPICS = Topics.withPrefix("kill.");

  private static final ModelSource<Forecasters> MEAN =
      (context, metrics) -> ModelSource.opened(Forecasters.of(new FakeForecaster("mean")));

  @TempDir Path dir;

  @Test
  @Timeout(value = 6, unit = TimeUnit.MINUTES)
  void every_observation_gets_exactly_one_forecast_over_kills_and_a_rescaling() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    try (TestBroker broker = new TestBroker(dir.resolve("broker"));
        TestCluster cluster = new TestCluster(dir.resolve("flink"), SLOTS);
        Verdict verdict = new Verdict(create(broker), TOPICS.forecasts());
        RoundLoad load =
            new RoundLoad(
                broker.bootstrapServers(), TOPICS.observations(), SERIES, ROUND_PAUSE_MS)) {
      JobClient job = start(broker, cluster, 2, Map.of());
      for (int kill = 0; kill < KILLS; kill++) {
        progress(verdict, random, cluster);
        cluster.killTaskManager();
      }
      progress(verdict, random, cluster);
      String savepoint = stopWithSavepoint(job);
      start(broker, cluster, 3, Map.of("execution.state-recovery.path", savepoint));
      progress(verdict, random, cluster);

      int rounds = load.stop();
      long expected = (long) SERIES * (rounds - 1);
      verdict.readAll(expected);

      long withAborted = verdict.withAborted();
      System.out.printf(
          "kill test on Flink: %d kills, %d observations, %d forecasts, %d repeated, %d skipped, %d"
              + " wrong, %d aborted%n",
          KILLS,
          (long) SERIES * rounds,
          verdict.forecasts,
          verdict.repeated,
          verdict.skipped,
          verdict.wrong,
          withAborted - verdict.forecasts);
      assertThat(rounds).as("rounds, enough for whole windows").isGreaterThan(60);
      assertThat(verdict.repeated).as("repeated or out of order, seed %d", SEED).isZero();
      assertThat(verdict.skipped).as("skipped, seed %d", SEED).isZero();
      assertThat(verdict.wrong).as("wrong window, seed %d", SEED).isZero();
      assertThat(verdict.forecasts).as("seed %d, %s", SEED, cluster.logs()).isEqualTo(expected);
      assertThat(withAborted).as("forecasts, some of them aborted").isGreaterThan(expected);
    }
  }

  /** Waits until some more were committed than now. */
  private static void progress(Verdict verdict, SplittableRandom random, TestCluster cluster) {
    long more = random.nextLong(5 * SERIES, 15 * SERIES);
    assertThat(verdict.readOn(more)).as("it goes on: %s", cluster.logs()).isTrue();
  }

  /** Refused, and asked for again, while tasks still start anew after the last kill. */
  private String stopWithSavepoint(JobClient job) {
    return await()
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptionsInstanceOf(ExecutionException.class)
        .until(
            () ->
                job.stopWithSavepoint(
                        false,
                        dir.resolve("savepoints").toUri().toString(),
                        SavepointFormatType.CANONICAL)
                    .get(),
            path -> true);
  }

  private static String create(TestBroker broker) {
    broker.create(TOPICS);
    return broker.bootstrapServers();
  }

  private JobClient start(
      TestBroker broker, TestCluster cluster, int parallelism, Map<String, String> more)
      throws Exception {
    Map<String, String> options = new HashMap<>(more);
    options.put("execution.checkpointing.interval", "500 ms");
    options.put("execution.checkpointing.dir", dir.resolve("checkpoints").toUri().toString());
    options.put("pipeline.generic-types", "false");
    options.put("pipeline.object-reuse", "true");
    options.put("restart-strategy.type", "fixed-delay");
    options.put("restart-strategy.fixed-delay.attempts", "100");
    options.put("restart-strategy.fixed-delay.delay", "100 ms");
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createRemoteEnvironment(
            "127.0.0.1", cluster.restPort(), Configuration.fromMap(options));
    env.setParallelism(parallelism);
    KafkaEnds.build(
        env,
        new KafkaSettings(broker.bootstrapServers(), "kill", true, Duration.ofMinutes(5), Map.of()),
        new ForecastJob(
            new JobSettings(StreamSettings.of(TOPICS), WindowSettings.DEFAULT, 0.9), MEAN));
    return env.executeAsync();
  }
}
