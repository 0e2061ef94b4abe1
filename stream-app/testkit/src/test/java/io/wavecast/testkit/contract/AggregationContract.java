package io.wavecast.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.aggregate.Aggregate;
import io.wavecast.core.aggregate.Aggregation;
import io.wavecast.core.aggregate.AggregationSpec;
import io.wavecast.core.stream.LatePolicy;
import io.wavecast.core.stream.NoModel;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.schemas.aggregate.RawEvent;
import io.wavecast.schemas.aggregate.RawEventCodec;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Aggregation on any engine: the same observations and late events, also after crashes. */
public abstract class AggregationContract {
  private static final long SEED = 20261127;
  private static final int EVENTS = 3000;

  /** One input for each aggregate, which is also its name. */
  private static final AggregationSpec SPEC =
      new AggregationSpec(
          "test.events",
          "test.observations",
          "test.dead-letters",
          Arrays.stream(Aggregate.values())
              .collect(
                  Collectors.toMap(
                      Aggregate::label,
                      each ->
                          new Aggregation(
                              each,
                              Duration.ofSeconds(10),
                              Duration.ofSeconds(5),
                              each == Aggregate.COUNT))),
          LatePolicy.DEAD_LETTER,
          Duration.ofHours(1),
          1 << 20);

  /** Starts a stream without any state. */
  protected abstract StreamUnderTest.Restartable<OutputRecord> start(AggregationSpec spec);

  @Test
  void every_window_is_emitted_once_and_late_events_are_rejected() {
    try (StreamUnderTest.Restartable<OutputRecord> stream = start(SPEC)) {
      assertSameAsLocal(stream, 0);
    }
  }

  @Test
  void restarts_anywhere_change_nothing() {
    try (StreamUnderTest.Restartable<OutputRecord> stream = start(SPEC)) {
      assertSameAsLocal(stream, 0.03);
    }
  }

  @Test
  void a_crash_loses_and_repeats_nothing_that_was_committed() {
    try (StreamUnderTest.Restartable<OutputRecord> stream = start(SPEC)) {
      send(stream, "a", 0, "count");
      send(stream, "a", 5, "count");
      stream.commit();
      send(stream, "a", 20, "count");
      stream.crash();
      send(stream, "a", 6, "count");
      send(stream, "a", 20, "count");
      send(stream, "a", 25, "count");
      stream.settle();

      assertThat(observations(stream))
          .isEqualTo(
              Map.of(
                  "a",
                  List.of(
                      "test.observations 0 {\"timestamp\":0,\"value\":3.0}",
                      "test.observations 10000 {\"timestamp\":10000,\"value\":0.0}")));
    }
  }

  @Test
  void a_silent_series_closes_its_windows_by_the_time_of_the_others() {
    try (StreamUnderTest.Restartable<OutputRecord> stream = start(SPEC)) {
      send(stream, "silent", 0, "sum");
      for (int second = 0; second <= 300; second += 5) {
        send(stream, "live", second, "sum");
        stream.advance(Duration.ofSeconds(5));
        if (second == 30) {
          stream.restart();
        }
      }
      stream.settle();

      assertThat(observations(stream).get("silent"))
          .containsExactly("test.observations 0 {\"timestamp\":0,\"value\":1.0}");
    }
  }

  private static void assertSameAsLocal(
      StreamUnderTest.Restartable<OutputRecord> stream, double restarts) {
    SplittableRandom random = new SplittableRandom(SEED);
    Aggregate[] aggregates = Aggregate.values();
    StreamUnderTest<OutputRecord> local = new LocalStream<>(SPEC, NoModel.NONE, event -> event);
    for (int i = 0; i < EVENTS; i++) {
      int series = random.nextInt(2 * aggregates.length);
      String input = aggregates[series % aggregates.length].label();
      int time = 1_000_000 + 40 * i - random.nextInt(random.nextInt(1, 16_000));
      int number = random.nextInt(99);
      Map<String, String> labels = number < 20 ? Map.of("zone", "z" + number) : null;
      RawEvent event =
          new RawEvent("s" + series, time, number, "t" + random.nextInt(40), input, labels);
      for (StreamUnderTest<OutputRecord> each : List.of(stream, local)) {
        send(each, event);
      }
      if (random.nextDouble() < restarts) {
        stream.restart();
      }
    }
    stream.settle();
    local.settle();

    assertThat(observations(stream))
        .as("seed %d", SEED)
        .hasSize(2 * aggregates.length)
        .isEqualTo(observations(local));
    assertThat(late(stream)).as("seed %d", SEED).hasSizeGreaterThan(50).isEqualTo(late(local));
  }

  private static void send(
      StreamUnderTest<OutputRecord> stream, String series, int second, String input) {
    send(stream, new RawEvent(series, 1000L * second, 1, null, input));
  }

  private static void send(StreamUnderTest<OutputRecord> stream, RawEvent event) {
    stream.send(event.series().getBytes(UTF_8), RawEventCodec.write(event), event.timestamp());
  }

  /** In order within each series. */
  private static Map<String, List<String>> observations(StreamUnderTest<OutputRecord> stream) {
    return stream.events().stream()
        .collect(
            Collectors.groupingBy(
                event -> new String(Objects.requireNonNull(event.key()), UTF_8),
                TreeMap::new,
                Collectors.mapping(AggregationContract::line, Collectors.toList())));
  }

  private static String line(OutputRecord event) {
    return event.topic()
        + " "
        + event.timestamp()
        + " "
        + new String(Objects.requireNonNull(event.value()), UTF_8);
  }

  private static List<String> late(StreamUnderTest<OutputRecord> stream) {
    return stream.deadLetters().stream()
        .map(AggregationContract::offsetAndReason)
        .sorted()
        .toList();
  }

  private static String offsetAndReason(DeadLetter letter) {
    return letter.offset() + " " + letter.reason();
  }
}
