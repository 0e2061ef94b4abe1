package io.wavecast.flink.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.core.batch.FakeForecaster;
import io.wavecast.core.contract.ChoraleContract;
import io.wavecast.core.engine.StreamSettings;
import io.wavecast.core.engine.StreamSettings.LatePolicy;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.music.Composer;
import io.wavecast.core.music.FakeComposer;
import io.wavecast.core.sketch.FakeClassifier;
import io.wavecast.core.sketch.SketchClassifier;
import io.wavecast.core.sketch.SketchSettings;
import io.wavecast.core.window.WindowSettings;
import io.wavecast.flink.ForecastJob;
import io.wavecast.flink.JobSettings;
import io.wavecast.flink.kafka.KafkaEnds;
import io.wavecast.flink.kafka.KafkaSettings;
import io.wavecast.flink.kafka.TestBroker;
import io.wavecast.flink.models.ModelSource;
import io.wavecast.flink.music.ChoraleJob;
import io.wavecast.flink.music.ChoraleSettings;
import io.wavecast.flink.sketch.SketchJob;
import io.wavecast.schemas.ChoraleEvent;
import io.wavecast.schemas.ChoraleRequest;
import io.wavecast.schemas.ChoraleRequest.Mode;
import io.wavecast.schemas.ChoraleTopics;
import io.wavecast.schemas.Chord;
import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.SketchLabel;
import io.wavecast.schemas.SketchTopics;
import io.wavecast.schemas.Topics;
import io.wavecast.schemas.json.ChoraleEventCodec;
import io.wavecast.schemas.json.ChoraleRequestCodec;
import io.wavecast.schemas.json.SketchLabelCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guarantee 1 on a real cluster, for all parts of the job at once: a JobManager and a TaskManager
 * in processes of their own, the TaskManager killed under load, the job rescaled by a savepoint
 * under load.
 */
@Tag("slow")
class KillTest {
  private static final int KILLS = 3;
  private static final int SERIES = 200;
  private static final int SLOTS = 3;
  private static final long ROUND_PAUSE_MS = 50;
  private static final long SEED = 20261125;
  private static final Topics TOPICS = Topics.withPrefix("kill.");

  private static final SketchTopics SKETCHES = SketchTopics.withPrefix("kill.");
  private static final ChoraleTopics CHORALES = ChoraleTopics.withPrefix("kill.");
  private static final int REQUESTS = 16;

  private static final ModelSource<Forecasters> MEAN =
      (context, metrics) -> ModelSource.opened(Forecasters.of(new FakeForecaster("mean")));
  private static final ModelSource<SketchClassifier> CLASSIFIER =
      (context, metrics) -> ModelSource.opened(new FakeClassifier());
  private static final ModelSource<Composer> COMPOSER =
      (context, metrics) -> ModelSource.opened(new SlowComposer());

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
                broker.bootstrapServers(),
                TOPICS.observations(),
                SKETCHES.sketches(),
                SERIES,
                ROUND_PAUSE_MS)) {
      for (int i = 0; i < REQUESTS; i++) {
        broker.produce(CHORALES.requests(), new byte[0], ChoraleRequestCodec.write(request(i)));
      }
      JobClient job = start(broker, cluster, 2, Map.of());
      for (int kill = 0; kill < KILLS; kill++) {
        progress(verdict, random, cluster);
        cluster.killTaskManager();
      }
      int toldAtLastKill = broker.committed(CHORALES.notes(), all -> true).size();
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
      assertOneLabelASketch(broker, rounds);
      assertEachNoteOnce(broker, toldAtLastKill);
    }
  }

  private static void assertOneLabelASketch(TestBroker broker, int rounds) {
    Map<String, List<String>> told = new TreeMap<>();
    broker
        .committed(SKETCHES.labels(), all -> all.size() >= RoundLoad.DRAWINGS * rounds)
        .forEach(
            record -> {
              SketchLabel label = SketchLabelCodec.read(record.value());
              told.computeIfAbsent(label.sketchId(), id -> new ArrayList<>())
                  .add(RoundLoad.round(label.timestamp()) + " " + label.top().get(0).label());
            });
    List<String> classes = new FakeClassifier().classes();
    List<String> each =
        IntStream.range(0, rounds)
            .mapToObj(round -> round + " " + classes.get(RoundLoad.shown(round)))
            .toList();
    System.out.printf("and %d sketches%n", RoundLoad.DRAWINGS * rounds);
    assertThat(told).hasSize(RoundLoad.DRAWINGS);
    assertThat(told.values()).as("seed %d", SEED).allMatch(each::equals);
  }

  private static void assertEachNoteOnce(TestBroker broker, int toldAtLastKill) {
    Map<String, List<ChoraleEvent>> alone = new TreeMap<>();
    int events = 0;
    for (int i = 0; i < REQUESTS; i++) {
      List<ChoraleEvent> one = ChoraleContract.alone(new FakeComposer(), request(i));
      alone.put(request(i).choraleId(), one);
      events += one.size();
    }
    int all = events;
    Map<String, List<ChoraleEvent>> told = new TreeMap<>();
    broker
        .committed(CHORALES.notes(), records -> records.size() >= all)
        .forEach(
            record -> {
              ChoraleEvent event = ChoraleEventCodec.read(record.value());
              told.computeIfAbsent(event.choraleId(), id -> new ArrayList<>()).add(event);
            });
    System.out.printf(
        "and %d events of %d chorales, %d of them told at the last kill%n",
        all, REQUESTS, toldAtLastKill);
    assertThat(told.equals(alone)).as("the same notes as in peace, seed %d", SEED).isTrue();
    assertThat(toldAtLastKill).as("kills fell amid composing").isBetween(1, all - 1);
  }

  private static ChoraleRequest request(int i) {
    return new ChoraleRequest(
        "chorale-" + i, List.of(new Chord(67, 62, 59, 43)), 1024, Mode.SAMPLE, 1, i);
  }

  /** Takes so long for a note that composing lasts over the kills. */
  private static final class SlowComposer implements Composer {
    private static final long NOTE_NANOS = 2_000_000;

    private final Composer fake = new FakeComposer();

    @Override
    public ModelRef model() {
      return fake.model();
    }

    @Override
    public int stateSize() {
      return fake.stateSize();
    }

    @Override
    public int maxBatch() {
      return fake.maxBatch();
    }

    @Override
    public void hear(int n, int[] notes, int[] places, float[] states, float[] probabilities) {
      fake.hear(n, notes, places, states, probabilities);
      LockSupport.parkNanos(NOTE_NANOS);
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
    broker.create(SKETCHES.sketches(), SKETCHES.labels(), CHORALES.requests(), CHORALES.notes());
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
            new JobSettings(StreamSettings.of(TOPICS), WindowSettings.DEFAULT, 0.9), MEAN),
        Optional.of(
            new SketchJob(
                new SketchSettings(
                    SKETCHES,
                    LatePolicy.DROP,
                    64,
                    Duration.ofMillis(20),
                    Duration.ofHours(1),
                    1 << 20),
                CLASSIFIER)),
        Optional.of(new ChoraleJob(new ChoraleSettings(CHORALES, 1 << 20), COMPOSER)));
    return env.executeAsync();
  }
}
