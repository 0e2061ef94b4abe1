package io.wavecast.service.resilience;

import static io.wavecast.service.resilience.PipelineProcess.SKETCHES;
import static io.wavecast.service.resilience.PipelineProcess.SKETCH_TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.kafka.topics.TopicSpec;
import io.wavecast.sketches.event.Sketch;
import io.wavecast.sketches.event.SketchJson;
import io.wavecast.sketches.event.SketchLabel;
import io.wavecast.sketches.event.Stroke;
import io.wavecast.testkit.kafka.CommittedRecords;
import io.wavecast.testkit.load.Kills;
import io.wavecast.testkit.load.RoundLoad;
import io.wavecast.testkit.process.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every sketch gets exactly one label, in order within its drawing, whatever is killed. */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SketchKillTest {
  private static final int DRAWINGS = 50;

  @TempDir Path dir;

  @Test
  void every_sketch_gets_exactly_one_label_across_five_kills() throws Exception {
    try (KilledPipeline pipeline = KilledPipeline.of(SKETCHES, dir, topics());
        RoundLoad load =
            new RoundLoad(pipeline.servers(), Duration.ofMillis(100), SketchKillTest::send)) {
      int kills = pipeline.kills().killAtRandom(5);

      try (ChildJvm last = pipeline.kills().start()) {
        int rounds = load.stop();
        verify(pipeline.servers(), kills, rounds, pipeline.kills().recovered(last));
      }
    }
  }

  private static void verify(String servers, int kills, int rounds, long recovered) {
    int expected = rounds * DRAWINGS;
    Map<String, List<Long>> times = new HashMap<>();
    List<SketchLabel> labels = new ArrayList<>();
    try (CommittedRecords records = new CommittedRecords(servers, SKETCH_TOPICS.labels())) {
      records.read(
          () -> labels.size() >= expected,
          Duration.ofMinutes(3),
          record -> labels.add(SketchJson.label(record.value())));
    }
    for (SketchLabel label : labels) {
      assertThat(label.points()).isEqualTo(points(label.timestamp()));
      times.computeIfAbsent(label.sketchId(), id -> new ArrayList<>()).add(label.timestamp());
    }
    System.out.printf(
        "sketch kill test: %d kills, %d sketches, %d labels, %d found pending by restarts%n",
        kills, expected, labels.size(), recovered);
    List<Long> each = IntStream.range(0, rounds).mapToObj(round -> (long) round).toList();
    assertThat(rounds).as("rounds").isGreaterThan(30);
    assertThat(times).hasSize(DRAWINGS);
    assertThat(times.values()).as("seed %d", Kills.SEED).allMatch(each::equals);
    assertThat(labels).hasSize(expected);
    assertThat(recovered).as("sketches that waited when a process was killed").isPositive();
  }

  /** A sketch of each drawing, one point longer than in the round before. */
  private static void send(int round, RoundLoad.Sender sender) {
    for (int drawing = 0; drawing < DRAWINGS; drawing++) {
      Sketch sketch =
          new Sketch("d" + drawing, round, strokes(drawing, round), false, OptionalInt.empty());
      sender.send(
          SKETCH_TOPICS.sketches(), (long) round, sketch.sketchId(), SketchJson.write(sketch));
    }
  }

  private static int points(long round) {
    return 2 + (int) (round % 60);
  }

  private static List<Stroke> strokes(int drawing, int round) {
    int n = points(round);
    float[] x = new float[n];
    float[] y = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) (50 * Math.cos(0.1 * i * (1 + drawing)));
      y[i] = (float) (50 * Math.sin(0.13 * i));
    }
    return List.of(new Stroke(x, y));
  }

  /** Not compacted, as every label is counted, and kept for ever, as times are near 1970. */
  private static List<TopicSpec> topics() {
    return SKETCH_TOPICS.all().stream()
        .map(t -> new TopicSpec(t, 2, (short) 1, Map.of("retention.ms", "-1")))
        .toList();
  }
}
