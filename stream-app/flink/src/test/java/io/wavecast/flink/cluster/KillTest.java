package io.wavecast.flink.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.chorales.contract.ChoraleContract;
import io.wavecast.chorales.contract.FakeComposer;
import io.wavecast.chorales.event.ChoraleEvent;
import io.wavecast.chorales.event.ChoraleRequest;
import io.wavecast.chorales.event.ChoraleRequest.Mode;
import io.wavecast.chorales.event.Chord;
import io.wavecast.flink.kafka.JobTopics;
import io.wavecast.flink.kafka.TestBroker;
import io.wavecast.flink.kafka.TestJob;
import io.wavecast.flink.models.FakeModels;
import io.wavecast.sketches.contract.FakeClassifier;
import io.wavecast.sketches.event.SketchLabel;
import io.wavecast.testkit.load.ForecastVerdict;
import io.wavecast.testkit.load.RoundLoad;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * G1 on a real cluster, for all parts of the job at once: a JobManager and a TaskManager in
 * separate processes, the TaskManager killed under load, the job rescaled by a savepoint under
 * load.
 */
@Tag("slow")
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class KillTest {
  private static final int KILLS = 3;
  private static final int SERIES = 200;
  private static final int DRAWINGS = 20;
  private static final long SEED = 20261125;
  private static final int REQUESTS = 16;

  @TempDir Path dir;

  @Test
  void every_observation_gets_exactly_one_forecast_over_kills_and_a_rescaling() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    try (TestBroker broker = new TestBroker(dir.resolve("broker"));
        TestCluster cluster = new TestCluster(dir.resolve("flink"), 3)) {
      JobTopics topics = new JobTopics(broker, "kill.");
      String servers = broker.bootstrapServers();
      RoundLoad.Round records =
          RoundLoad.observations(topics.topics().observations(), SERIES)
              .and(sketches(topics.sketches().sketches()));
      try (ForecastVerdict verdict = new ForecastVerdict(servers, topics.topics().forecasts());
          RoundLoad load = new RoundLoad(servers, Duration.ofMillis(50), records)) {
        for (int i = 0; i < REQUESTS; i++) {
          topics.request(request(i));
        }
        TestJob job =
            new TestJob(topics, dir, TestJob.ALL, FakeModels.WINDOW_SUMS, Duration.ofMillis(2));
        JobClient running = start(job, cluster, 2, Map.of());
        for (int kill = 0; kill < KILLS; kill++) {
          progress(verdict, random, cluster);
          cluster.killTaskManager();
        }
        int toldAtLastKill = topics.notes(0).size();
        progress(verdict, random, cluster);
        String savepoint = stopWithSavepoint(job, running);
        start(job, cluster, 3, Map.of(TestJob.FROM, savepoint));
        progress(verdict, random, cluster);

        int rounds = load.stop();
        System.out.printf("kill test on Flink: %d kills, ", KILLS);
        verdict.assertExactlyOnce(SERIES, rounds, "seed " + SEED + ", " + cluster.logs());
        assertOneLabelASketch(topics, rounds);
        assertEachNoteOnce(topics, toldAtLastKill);
      }
    }
  }

  /** A sketch of each drawing; its time is the round. */
  private static RoundLoad.Round sketches(String topic) {
    return (round, sender) -> {
      byte[] sketch = "{\"strokes\":[[[%d],[0]]]}".formatted(shown(round)).getBytes(UTF_8);
      for (int d = 0; d < DRAWINGS; d++) {
        sender.send(topic, (long) round, "d" + d, sketch);
      }
    };
  }

  /** The class that the sketches of a round show. */
  private static int shown(int round) {
    return round % 7;
  }

  private static void assertOneLabelASketch(JobTopics topics, int rounds) {
    Map<String, List<String>> emitted = new TreeMap<>();
    for (SketchLabel label : topics.labels(DRAWINGS * rounds)) {
      emitted
          .computeIfAbsent(label.sketchId(), id -> new ArrayList<>())
          .add(label.timestamp() + " " + label.top().get(0).label());
    }
    List<String> classes = new FakeClassifier().classes();
    List<String> each =
        IntStream.range(0, rounds)
            .mapToObj(round -> round + " " + classes.get(shown(round)))
            .toList();
    System.out.printf("and %d sketches%n", DRAWINGS * rounds);
    assertThat(emitted).hasSize(DRAWINGS);
    assertThat(emitted.values()).as("seed %d", SEED).allMatch(each::equals);
  }

  private static void assertEachNoteOnce(JobTopics topics, int toldAtLastKill) {
    Map<String, List<ChoraleEvent>> alone = new TreeMap<>();
    int events = 0;
    for (int i = 0; i < REQUESTS; i++) {
      List<ChoraleEvent> one = ChoraleContract.alone(new FakeComposer(), request(i));
      alone.put(request(i).choraleId(), one);
      events += one.size();
    }
    int all = events;
    Map<String, List<ChoraleEvent>> emitted = new TreeMap<>();
    topics
        .notes(REQUESTS)
        .forEach(e -> emitted.computeIfAbsent(e.choraleId(), id -> new ArrayList<>()).add(e));
    System.out.printf(
        "and %d events of %d chorales, %d of them emitted before the last kill%n",
        all, REQUESTS, toldAtLastKill);
    assertThat(emitted.equals(alone)).as("the same notes as in peace, seed %d", SEED).isTrue();
    assertThat(toldAtLastKill).as("kills fell amid composing").isBetween(1, all - 1);
  }

  private static ChoraleRequest request(int i) {
    return new ChoraleRequest(
        "chorale-" + i, List.of(new Chord(67, 62, 59, 43)), 1024, Mode.SAMPLE, 1, i);
  }

  /** Waits until some more were committed than now. */
  private static void progress(
      ForecastVerdict verdict, SplittableRandom random, TestCluster cluster) {
    long more = random.nextLong(5 * SERIES, 15 * SERIES);
    assertThat(verdict.readOn(more)).as("it resumes: %s", cluster.logs()).isTrue();
  }

  /** Retried while tasks restart after the last kill. */
  private static String stopWithSavepoint(TestJob job, JobClient running) {
    return await()
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptionsInstanceOf(ExecutionException.class)
        .until(() -> job.stop(running), path -> true);
  }

  private static JobClient start(
      TestJob job, TestCluster cluster, int parallelism, Map<String, String> more)
      throws Exception {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("execution.checkpointing.interval", "500 ms");
    settings.put("restart-strategy.type", "fixed-delay");
    settings.put("restart-strategy.fixed-delay.attempts", "100");
    settings.put("restart-strategy.fixed-delay.delay", "100 ms");
    return job.startRemote(cluster.restPort(), parallelism, settings);
  }
}
