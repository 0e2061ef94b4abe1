package io.wavecast.service.resilience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.broker.BrokerProcess;
import io.wavecast.schemas.sketch.Sketch;
import io.wavecast.schemas.sketch.SketchCodec;
import io.wavecast.schemas.sketch.SketchLabel;
import io.wavecast.schemas.sketch.SketchLabelCodec;
import io.wavecast.schemas.sketch.Stroke;
import io.wavecast.service.topics.TopicAdmin;
import io.wavecast.service.topics.TopicSpec;
import io.wavecast.testkit.kafka.CommittedRecords;
import io.wavecast.testkit.process.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every sketch gets exactly one label, in order within its drawing, whatever is killed. */
@Tag("slow")
class SketchKillTest {
  private static final int KILLS = 5;
  private static final int DRAWINGS = 50;
  private static final int PARTITIONS = 2;
  private static final long ROUND_PAUSE_MS = 100;
  private static final long LONGEST_RUN_MS = 1500;
  private static final long SEED = 20261125;

  @TempDir Path dir;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void every_sketch_gets_exactly_one_label_across_five_kills() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    try (BrokerProcess broker = BrokerProcess.start(dir.resolve("broker"))) {
      String servers = broker.bootstrapServers();
      makeTopics(servers);
      CountDownLatch stop = new CountDownLatch(1);
      int[] rounds = new int[1];
      Thread load = new Thread(() -> rounds[0] = send(servers, stop), "load");
      load.start();
      Kills kills = new Kills(() -> SketchProcess.start(servers, dir.resolve("state")));
      for (int kill = 0; kill < KILLS; kill++) {
        kills.killAfter(random.nextLong(LONGEST_RUN_MS));
      }
      try (ChildJvm last = kills.start()) {
        stop.countDown();
        load.join();
        verify(servers, rounds[0], kills.recovered(last));
      }
    }
  }

  private static void verify(String servers, int rounds, long recovered) {
    int expected = rounds * DRAWINGS;
    Map<String, List<Long>> times = new HashMap<>();
    List<SketchLabel> labels = new ArrayList<>();
    try (CommittedRecords records = new CommittedRecords(servers, SketchProcess.TOPICS.labels())) {
      records.read(
          () -> labels.size() >= expected,
          Duration.ofMinutes(3),
          record -> labels.add(SketchLabelCodec.read(record.value())));
    }
    for (SketchLabel label : labels) {
      assertThat(label.points()).isEqualTo(points(label.timestamp()));
      times.computeIfAbsent(label.sketchId(), id -> new ArrayList<>()).add(label.timestamp());
    }
    System.out.printf(
        "sketch kill test: %d kills, %d sketches, %d labels, %d found pending by restarts%n",
        KILLS, expected, labels.size(), recovered);
    List<Long> each = IntStream.range(0, rounds).mapToObj(round -> (long) round).toList();
    assertThat(rounds).as("rounds").isGreaterThan(30);
    assertThat(times).hasSize(DRAWINGS);
    assertThat(times.values()).as("seed %d", SEED).allMatch(each::equals);
    assertThat(labels).hasSize(expected);
    assertThat(recovered).as("sketches that waited when a process was killed").isPositive();
  }

  /** Sends a sketch of each drawing a round, one point longer than the round before. */
  private static int send(String servers, CountDownLatch stop) {
    ByteArraySerializer bytes = new ByteArraySerializer();
    int round = 0;
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                servers,
                "linger.ms",
                5,
                "max.in.flight.requests.per.connection",
                1),
            bytes,
            bytes)) {
      do {
        for (int drawing = 0; drawing < DRAWINGS; drawing++) {
          String id = "d" + drawing;
          Sketch sketch =
              new Sketch(id, round, strokes(drawing, round), false, OptionalInt.empty());
          producer.send(
              new ProducerRecord<>(
                  SketchProcess.TOPICS.sketches(),
                  null,
                  (long) round,
                  id.getBytes(UTF_8),
                  SketchCodec.write(sketch)));
        }
        round++;
      } while (!stop.await(ROUND_PAUSE_MS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return round;
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
  private static void makeTopics(String servers) {
    try (TopicAdmin admin =
        new TopicAdmin(Map.of("bootstrap.servers", servers), Duration.ofMinutes(1))) {
      admin.ensure(
          SketchProcess.TOPICS.all().stream()
              .map(t -> new TopicSpec(t, PARTITIONS, (short) 1, Map.of("retention.ms", "-1")))
              .toList());
    }
  }
}
