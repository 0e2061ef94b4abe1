package io.wavecast.service.resilience;

import static io.wavecast.service.resilience.PipelineProcess.AGGREGATION;
import static io.wavecast.service.resilience.PipelineProcess.AGGREGATION_SPEC;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.aggregate.RawEvent;
import io.wavecast.schemas.aggregate.RawEventCodec;
import io.wavecast.service.topics.TopicSpec;
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
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
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
  private static final int SERIES = 40;
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
            new RoundLoad(
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
        Map<String, List<String>> expected = new TreeMap<>();
        List<String> expectedLate = new ArrayList<>();
        int rounds = load.stop();
        double seconds = (System.nanoTime() - start) / 1e9;
        List<RawEvent> sent =
            read(pipeline, AGGREGATION_SPEC.events(), rounds * EVENTS).stream()
                .map(event -> RawEventCodec.read(event.key(), event.value()))
                .toList();
        assertThat(sent).hasSizeGreaterThanOrEqualTo(rounds * EVENTS);
        recompute(sent, expected, expectedLate);
        Map<String, List<String>> closed = new TreeMap<>();
        read(pipeline, AGGREGATION_SPEC.observations(), size(expected))
            .forEach(o -> closed.computeIfAbsent(key(o), s -> new ArrayList<>()).add(value(o)));
        List<String> late = new ArrayList<>();
        read(pipeline, AGGREGATION_SPEC.deadLetters(), expectedLate.size())
            .forEach(letter -> late.add(key(letter) + value(letter)));

        assertThat(closed).as("seed %d", Kills.SEED).hasSize(SERIES).isEqualTo(expected);
        assertThat(late.stream().sorted())
            .hasSizeGreaterThan(100)
            .isEqualTo(expectedLate.stream().sorted().toList());
        assertThat(last.runsFor(0)).as("runs by itself").isTrue();
        System.out.printf(
            "aggregation kill test: %d kills, %d events, %d on the topic, %.0f/s, %d windows, %d late%n",
            KILLS,
            rounds * EVENTS,
            sent.size(),
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

  /**
   * From lists of all events of each window.
   *
   * @param sent events as they are on the topic, since a producer may repeat a request when the
   *     broker is killed
   */
  private static void recompute(
      List<RawEvent> sent, Map<String, List<String>> closed, List<String> late) {
    Map<String, Long> newest = new HashMap<>();
    Map<String, TreeMap<Long, List<RawEvent>>> windows = new HashMap<>();
    for (RawEvent event : sent) {
      long start = event.timestamp() - event.timestamp() % EVERY;
      if (start + EVERY + GRACE <= newest.getOrDefault(event.series(), 0L)) {
        late.add(event.series() + new String(RawEventCodec.write(event), UTF_8));
        continue;
      }
      windows
          .computeIfAbsent(event.series(), s -> new TreeMap<>())
          .computeIfAbsent(start, s -> new ArrayList<>())
          .add(event);
      newest.merge(event.series(), event.timestamp(), Math::max);
    }
    windows.forEach(
        (series, all) ->
            closed.put(
                series,
                all.headMap(newest.get(series) - GRACE - EVERY, true).entrySet().stream()
                    .map(w -> json(w.getKey(), aggregate(w.getValue())))
                    .toList()));
  }

  private static String json(long start, double value) {
    return "{\"timestamp\":%d,\"value\":%s}".formatted(start, value);
  }

  private static double aggregate(List<RawEvent> events) {
    double[] sorted = events.stream().mapToDouble(RawEvent::value).sorted().toArray();
    return switch (events.get(0).input()) {
      case "count" -> sorted.length;
      case "sum" -> events.stream().mapToDouble(RawEvent::value).sum();
      case "p95" -> sorted[(95 * sorted.length + 99) / 100 - 1];
      default -> events.stream().map(RawEvent::text).distinct().count();
    };
  }

  private static int size(Map<String, List<String>> closed) {
    return closed.values().stream().mapToInt(List::size).sum();
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(
      KilledPipeline pipeline, String topic, int enough) {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (CommittedRecords records = new CommittedRecords(pipeline.servers(), topic)) {
      records.read(() -> all.size() >= enough, Duration.ofMinutes(4), all::add);
    }
    return all;
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
