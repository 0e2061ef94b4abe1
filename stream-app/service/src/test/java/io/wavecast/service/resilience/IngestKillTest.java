package io.wavecast.service.resilience;

import static io.wavecast.service.resilience.PipelineProcess.INGEST_SPEC;
import static io.wavecast.service.resilience.PipelineProcess.INPUTS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.kafka.topics.TopicSpec;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every point becomes exactly one observation, in order within its series, whatever is killed. */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class IngestKillTest {
  private static final int SITES = 20;
  private static final int POINTS = 5;

  @TempDir Path dir;

  @Test
  @SuppressWarnings("try") // the last process is only closed
  void every_point_becomes_exactly_one_observation_across_five_kills() throws Exception {
    try (KilledPipeline pipeline = KilledPipeline.of(INPUTS, dir, topics());
        RoundLoad load =
            new RoundLoad(pipeline.servers(), Duration.ofMillis(100), IngestKillTest::send)) {
      int kills = pipeline.kills().killAtRandom(5);

      try (ChildJvm last = pipeline.kills().start()) {
        verify(pipeline.servers(), kills, load.stop());
      }
    }
  }

  private static void verify(String servers, int kills, int rounds) {
    int expected = rounds * SITES * POINTS;
    Map<String, List<String>> values = new HashMap<>();
    List<String> all = new ArrayList<>();
    long withAborted;
    try (CommittedRecords records = new CommittedRecords(servers, INGEST_SPEC.observations())) {
      records.read(
          () -> all.size() >= expected,
          Duration.ofMinutes(3),
          record -> {
            String value = new String(record.value(), UTF_8);
            all.add(value);
            values
                .computeIfAbsent(new String(record.key(), UTF_8), key -> new ArrayList<>())
                .add(value);
          });
      withAborted = records.withAborted();
    }
    System.out.printf(
        "ingest kill test: %d kills, %d points, %d observations, %d with those of aborted"
            + " transactions%n",
        kills, expected, all.size(), withAborted);
    List<String> each =
        IntStream.range(0, rounds)
            .mapToObj(round -> "{\"timestamp\":%d,\"value\":%d.0}".formatted(round, round))
            .toList();
    assertThat(rounds).as("rounds").isGreaterThan(30);
    assertThat(values).hasSize(SITES * POINTS);
    assertThat(values.values()).as("seed %d", Kills.SEED).allMatch(each::equals);
    assertThat(all).hasSize(expected);
    assertThat(withAborted).as("what kills aborted").isGreaterThan(expected);
  }

  /** A record of each site, with a point of each of its machines. */
  private static void send(int round, RoundLoad.Sender sender) {
    for (int site = 0; site < SITES; site++) {
      String points =
          String.join(
              ",",
              IntStream.range(0, POINTS)
                  .mapToObj(m -> "{\"machine\":%d,\"value\":%d}".formatted(m, round))
                  .toList());
      String value = "{\"at\":%d,\"points\":[%s]}".formatted(round, points);
      sender.send(INGEST_SPEC.io().input(), (long) round, "site" + site, value.getBytes(UTF_8));
    }
  }

  private static List<TopicSpec> topics() {
    return Stream.of(
            INGEST_SPEC.io().input(), INGEST_SPEC.observations(), INGEST_SPEC.deadLetters())
        .map(t -> new TopicSpec(t, 2, (short) 1, Map.of("retention.ms", "-1")))
        .toList();
  }
}
