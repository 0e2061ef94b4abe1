package io.wavecast.flink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.wavecast.chorales.contract.ChoraleContract;
import io.wavecast.chorales.contract.FakeComposer;
import io.wavecast.chorales.event.ChoraleEvent;
import io.wavecast.chorales.event.ChoraleRequest;
import io.wavecast.chorales.event.ChoraleRequest.Mode;
import io.wavecast.chorales.event.Chord;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.sketches.event.SketchLabel;
import io.wavecast.testkit.contract.EngineContract;
import io.wavecast.testkit.contract.EngineSettings;
import io.wavecast.testkit.contract.StreamUnderTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * G7: savepoints of this release and of earlier ones, restored by this one. From there on the job
 * emits what a job without a stop emits, including the end of alerts that were raised before.
 *
 * <p>{@code -Dsavepoint.keep=DIR} keeps the savepoint of this release: what a release adds to
 * src/test/resources/savepoints. What it is taken from must stay as it is.
 */
@Tag("slow")
class UpgradeTest {
  private static final Path RELEASES = Path.of("src/test/resources/savepoints");

  /** Beside the savepoint: how many events of the chorale were emitted before it. */
  private static final String EMITTED = "told-of-chorale";

  private static final String PREFIX = "upgrade.";
  private static final int SERIES = 5;

  /** The minutes before the savepoint: in the last ten, one series lies far above its forecasts. */
  private static final int BEFORE = 210;

  private static final int JUMP = 200;
  private static final int ALL = 240;
  private static final ChoraleRequest REQUEST =
      new ChoraleRequest("piece", List.of(new Chord(67, 62, 59, 43)), 256, Mode.SAMPLE, 1, 7);
  private static final List<ChoraleEvent> PIECE =
      ChoraleContract.alone(new FakeComposer(), REQUEST);

  @TempDir Path dir;

  @Test
  void a_savepoint_of_this_release_resumes() throws Exception {
    try (TestBroker broker = new TestBroker(dir.resolve("broker"))) {
      JobTopics topics = new JobTopics(broker, PREFIX);
      TestJob job = new TestJob(topics, dir, TestJob.ALL);
      topics.observe(SERIES, 0, BEFORE, UpgradeTest::value);
      topics.sketch("drawing", 2000);
      JobClient first = job.start(2, Map.of());
      topics.awaitForecasts(SERIES * (BEFORE - 1));
      topics.awaitLabels(1);
      topics.request(REQUEST);
      topics.awaitNotes(1);
      String savepoint = job.stop(first);
      int emitted = topics.notes(0).size();
      assertThat(emitted).as("it was stopped within the piece").isLessThan(PIECE.size());
      keep(Path.of(URI.create(savepoint)), emitted);

      goOn(topics, job, 2, savepoint, uninterrupted(0), PIECE.size(), 2);

      assertThat(topics.notes(1)).isEqualTo(PIECE);
    }
  }

  @ParameterizedTest
  @MethodSource("releases")
  void a_savepoint_of_every_release_resumes_on_other_brokers(Path savepoint, int parallelism)
      throws Exception {
    int emitted = Integer.parseInt(Files.readString(savepoint.resolve(EMITTED)).strip());
    try (TestBroker broker = new TestBroker(dir.resolve("broker"))) {
      JobTopics topics = new JobTopics(broker, PREFIX);
      readBefore(topics);

      goOn(
          topics,
          new TestJob(topics, dir, TestJob.ALL),
          parallelism,
          savepoint.toUri().toString(),
          uninterrupted(BEFORE),
          PIECE.size() - emitted,
          1);

      assertThat(topics.notes(1)).isEqualTo(PIECE.subList(emitted, PIECE.size()));
    }
  }

  @Test
  void the_max_parallelism_of_a_savepoint_stays() {
    try (TestBroker broker = new TestBroker(dir.resolve("broker"))) {
      TestJob job = new TestJob(new JobTopics(broker, PREFIX), dir, TestJob.ALL);
      String savepoint = RELEASES.resolve("0.1.0").toAbsolutePath().toUri().toString();

      assertThatThrownBy(
              () ->
                  job.start(2, Map.of(TestJob.FROM, savepoint, "pipeline.max-parallelism", "64"))
                      .getJobExecutionResult()
                      .get())
          .rootCause()
          .hasMessageContaining("with max parallelism 128 to new program with max parallelism 64");
    }
  }

  static Stream<Arguments> releases() throws IOException {
    try (Stream<Path> releases = Files.list(RELEASES)) {
      return releases.map(Path::toAbsolutePath).sorted().toList().stream()
          .flatMap(release -> Stream.of(arguments(release, 1), arguments(release, 3)));
    }
  }

  /**
   * Fills the topics up to the offsets of the savepoint with unreadable records: one that is read
   * again becomes a dead letter.
   */
  private static void readBefore(JobTopics topics) throws Exception {
    List<TestBroker.Sent> all = new ArrayList<>();
    for (int i = 0; i < SERIES * BEFORE; i++) {
      all.add(new TestBroker.Sent(JobTopics.name(i % SERIES), "read before"));
    }
    topics.broker().produce(topics.topics().observations(), all);
    List<TestBroker.Sent> drawing = List.of(new TestBroker.Sent("drawing", "read before"));
    topics.broker().produce(topics.sketches().sketches(), drawing);
    List<TestBroker.Sent> request = List.of(new TestBroker.Sent("", "read before"));
    topics.broker().produce(topics.chorales().requests(), request);
  }

  /** Restores it, sends more, and compares all events. */
  private static void goOn(
      JobTopics topics,
      TestJob job,
      int parallelism,
      String savepoint,
      Map<Kind, List<Event>> expected,
      int notes,
      int labels)
      throws Exception {
    topics.observe(SERIES, BEFORE, ALL, UpgradeTest::value);
    topics.sketch("drawing", 1000);
    topics.sketch("drawing", 3000);
    JobClient running = job.start(parallelism, Map.of(TestJob.FROM, savepoint));
    for (Kind kind : Kind.values()) {
      topics.broker().await(kind.topic(topics.topics()), expected.get(kind).size());
    }
    topics.awaitNotes(notes);
    topics.awaitLabels(labels);
    job.stop(running);

    for (Kind kind : Kind.values()) {
      assertThat(bySeries(topics.events(kind.topic(topics.topics()))))
          .as("%s, as of one that was never stopped", kind)
          .isEqualTo(bySeries(expected.get(kind)));
    }
    assertThat(topics.labels(labels))
        .as("1000 is older than the drawing's state")
        .extracting(SketchLabel::timestamp)
        .endsWith(3000L)
        .doesNotContain(1000L);
    assertThat(topics.broker().committed(topics.topics().deadLetters(), all -> true)).isEmpty();
  }

  /** The events from a minute on, without a stop. */
  private static Map<Kind, List<Event>> uninterrupted(int minute) {
    try (StreamUnderTest<Event> engine = EngineContract.local(EngineSettings.DEFAULT)) {
      for (int m = 0; m < ALL; m++) {
        for (int s = 0; s < SERIES; s++) {
          byte[] value = JobTopics.observation(m, value(s, m)).getBytes(UTF_8);
          engine.send(JobTopics.name(s).getBytes(UTF_8), value, 0);
        }
      }
      engine.settle();
      Map<Kind, List<Event>> events =
          engine.events().stream()
              .filter(e -> e.eventTime() >= minute * JobTopics.MINUTE)
              .collect(groupingBy(Kind::of, () -> new EnumMap<>(Kind.class), toList()));
      assertThat(events.get(Kind.ALERTS))
          .as("alerts that had begun before")
          .extracting(e -> ((Alert) e).state())
          .contains(Alert.State.RECOVERING, Alert.State.OK);
      return events;
    }
  }

  /** A saw with some noise; the first series jumps. */
  private static double value(int series, int minute) {
    int noise = Math.floorMod((series * 31 + minute) * 0x9E3779B9 >>> 7, 100);
    boolean jumps = series == 0 && minute >= JUMP && minute < BEFORE;
    return minute % 10 + noise / 100.0 + (jumps ? 500 : 0);
  }

  private static Map<String, List<Event>> bySeries(List<Event> events) {
    return events.stream().collect(groupingBy(Event::series, TreeMap::new, toList()));
  }

  private enum Kind {
    FORECASTS,
    DEVIATIONS,
    ALERTS;

    static Kind of(Event event) {
      if (event instanceof Alert) {
        return ALERTS;
      }
      return event instanceof Deviation ? DEVIATIONS : FORECASTS;
    }

    String topic(Topics topics) {
      return switch (this) {
        case FORECASTS -> topics.forecasts();
        case DEVIATIONS -> topics.deviations();
        case ALERTS -> topics.alerts();
      };
    }
  }

  private static void keep(Path savepoint, int emitted) throws IOException {
    String place = System.getProperty("savepoint.keep");
    if (place != null) {
      Path to = Files.createDirectories(Path.of(place));
      try (Stream<Path> files = Files.list(savepoint)) {
        for (Path file : files.toList()) {
          Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      Files.writeString(to.resolve(EMITTED), emitted + "\n");
    }
  }
}
