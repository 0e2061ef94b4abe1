package io.wavecast.service.resilience;

import static io.wavecast.service.resilience.PipelineProcess.AGGREGATION;
import static io.wavecast.service.resilience.PipelineProcess.AGGREGATION_SPEC;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.kafka.topics.TopicSpec;
import io.wavecast.schemas.aggregate.RawEvent;
import io.wavecast.schemas.aggregate.RawEventCodec;
import io.wavecast.testkit.kafka.CommittedRecords;
import io.wavecast.testkit.load.Kills;
import io.wavecast.testkit.load.RoundLoad;
import io.wavecast.testkit.process.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every closed window is emitted once and every late event dead-lettered once, whatever is killed:
 * the service each time, the broker every other time, while a second instance comes and goes. Four
 * kills at 4,000 events/s, or with {@code -Dwavecast.long} twenty at 20,000 events/s.
 */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class AggregationKillTest {
  private static final int KILLS = Kills.LONG ? 20 : 4;
  private static final int EVENTS = Kills.LONG ? 2000 : 400;

  /** So many that the quantiles of their windows are exact. */
  private static final int SERIES = Kills.LONG ? 200 : 40;

  private static final long START = 1_700_000_000_000L;
  private static final long ROUND_MS = 500;
  private static final long EVERY = 5000;
  private static final long GRACE = 2000;
  private static final List<String> INPUTS = List.of("count", "sum", "p95", "distinct");

  @TempDir Path dir;

  @Test
  void windows_and_late_events_are_those_of_a_recomputation() throws Exception {
    try (KilledPipeline pipeline = KilledPipeline.of(AGGREGATION, dir, topics());
        RoundLoad load =
            RoundLoad.atRate(
                pipeline.servers(),
                Duration.ofMillis(100),
                (round, sender) -> events(round).forEach(event -> send(event, sender)))) {
      long start = System.nanoTime();
      SplittableRandom random = new SplittableRandom(Kills.SEED);
      for (int i = 0; i < KILLS; i++) {
        Runnable broker = i % 2 == 0 ? () -> {} : pipeline::killBroker;
        pipeline.kills().killAfter(broker, 500 + random.nextLong(1500));
        if (i % 2 == 0) {
          pipeline.comeOrGo();
        }
      }

      try (ChildJvm last = pipeline.kills().start()) {
        int rounds = load.stop();
        double seconds = (System.nanoTime() - start) / 1e9;
        RecomputedWindows recomputed = new RecomputedWindows(EVERY, GRACE);
        read(
            pipeline,
            AGGREGATION_SPEC.events(),
            () -> recomputed.events() >= rounds * EVENTS,
            event -> recomputed.add(RawEventCodec.read(event.key(), event.value())));
        assertThat(recomputed.events()).isGreaterThanOrEqualTo(rounds * EVENTS);
        Map<String, List<String>> expected = recomputed.closed();
        Map<String, List<String>> closed = new TreeMap<>();
        int windows = size(expected);
        read(
            pipeline,
            AGGREGATION_SPEC.observations(),
            () -> size(closed) >= windows,
            o -> closed.computeIfAbsent(key(o), s -> new ArrayList<>()).add(value(o)));
        List<String> late = new ArrayList<>();
        read(
            pipeline,
            AGGREGATION_SPEC.deadLetters(),
            () -> late.size() >= recomputed.late().size(),
            letter -> late.add(key(letter) + value(letter)));

        assertThat(closed).as("seed %d", Kills.SEED).hasSize(SERIES).isEqualTo(expected);
        assertThat(late.stream().sorted())
            .hasSizeGreaterThan(100)
            .isEqualTo(recomputed.late().stream().sorted().toList());
        assertThat(last.runsFor(0)).as("runs by itself").isTrue();
        System.out.printf(
            "aggregation kill test: %d kills, %d events, %d on the topic, %.0f/s, %d windows, %d late%n",
            KILLS,
            rounds * EVENTS,
            recomputed.events(),
            rounds * EVENTS / seconds,
            size(closed),
            late.size());
      }
    }
  }

  private static List<RawEvent> events(int round) {
    SplittableRandom random = new SplittableRandom(Kills.SEED + round);
    return Stream.generate(
            () -> {
              int series = random.nextInt(SERIES);
              long behind = random.nextInt(20) == 0 ? 12_000 : 1000;
              return new RawEvent(
                  "s" + series,
                  START + round * ROUND_MS - random.nextLong(behind),
                  random.nextInt(1000),
                  "u" + random.nextInt(50),
                  INPUTS.get(series % INPUTS.size()));
            })
        .limit(EVENTS)
        .toList();
  }

  private static void send(RawEvent event, RoundLoad.Sender sender) {
    sender.send(
        AGGREGATION_SPEC.events(), event.timestamp(), event.series(), RawEventCodec.write(event));
  }

  private static int size(Map<String, List<String>> closed) {
    return closed.values().stream().mapToInt(List::size).sum();
  }

  private static void read(
      KilledPipeline pipeline,
      String topic,
      BooleanSupplier enough,
      Consumer<ConsumerRecord<byte[], byte[]>> visitor) {
    try (CommittedRecords records = new CommittedRecords(pipeline.servers(), topic)) {
      records.read(enough, Duration.ofMinutes(4), visitor);
    }
  }

  private static String key(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.key(), UTF_8);
  }

  private static String value(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.value(), UTF_8);
  }

  private static List<TopicSpec> topics() {
    return Stream.of(
            AGGREGATION_SPEC.events(),
            AGGREGATION_SPEC.observations(),
            AGGREGATION_SPEC.deadLetters())
        .map(t -> new TopicSpec(t, 4, (short) 1, Map.of("retention.ms", "-1")))
        .toList();
  }
}
