package io.wavecast.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.stream.OutputRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** G8 on any engine: series that expire, the same bytes, also after crashes. */
public abstract class ExpiryContract {
  private static final long SEED = 20261127;
  private static final int STEP = 10;
  private static final int STEPS = 150;

  /** A series is stale after 30 s, and expires after two minutes. */
  private static final EngineSettings SETTINGS =
      new EngineSettings(
          EngineSettings.DEFAULT.format(),
          false,
          16,
          List.of("all * stale-after=30s"),
          Optional.of(Duration.ofMinutes(2)));

  /** Starts a stream without any state. */
  protected abstract StreamUnderTest.Restartable<OutputRecord> start(EngineSettings settings);

  @Test
  void series_expire_as_on_the_local_engine() {
    try (StreamUnderTest.Restartable<OutputRecord> stream = start(SETTINGS)) {
      assertSameAsLocal(stream, 0);
    }
  }

  @Test
  void crashes_anywhere_change_nothing() {
    try (StreamUnderTest.Restartable<OutputRecord> stream = start(SETTINGS)) {
      assertSameAsLocal(stream, 0.04);
    }
  }

  @Test
  void a_series_that_returns_starts_from_scratch_also_when_no_time_passes() {
    try (StreamUnderTest.Restartable<OutputRecord> stream = start(SETTINGS)) {
      send(stream, "a", 0);
      send(stream, "a", 10);
      send(stream, "a", 130);
      send(stream, "a", 140);
      stream.settle();

      assertThat(tombstones(stream)).containsExactly("test.alerts a 130000");
      assertThat(stream.events())
          .as("none for the first observation of each life")
          .filteredOn(event -> event.topic().equals("test.forecasts"))
          .hasSize(2);
    }
  }

  private static void assertSameAsLocal(
      StreamUnderTest.Restartable<OutputRecord> stream, double restarts) {
    SplittableRandom random = new SplittableRandom(SEED);
    StreamUnderTest<OutputRecord> local =
        new LocalStream<>(SETTINGS.spec(), SETTINGS.models(), event -> event);
    for (int i = 0; i < STEPS; i++) {
      for (StreamUnderTest<OutputRecord> each : List.of(stream, local)) {
        observe(each, i);
        each.advance(Duration.ofSeconds(STEP));
      }
      if (i < STEPS - 30 && random.nextDouble() < restarts) {
        stream.restart();
      }
    }
    stream.settle();
    local.settle();

    assertThat(outputs(stream)).as("seed %d", SEED).isEqualTo(outputs(local));
    assertThat(tombstones(stream))
        .containsExactlyInAnyOrder(
            "test.alerts silent 320000", "test.alerts returns 720000", "test.alerts once 1020000");
  }

  private static void observe(StreamUnderTest<OutputRecord> stream, int i) {
    int second = i * STEP;
    send(stream, "live", second);
    if (second <= 200) {
      send(stream, "silent", second);
    }
    if (second <= 600 || second >= 1200) {
      send(stream, "returns", second);
    }
    if (second == 900) {
      send(stream, "once", second);
    }
    if (i % 11 == 0) {
      send(stream, "seldom", second);
    }
  }

  private static void send(StreamUnderTest<OutputRecord> stream, String series, int second) {
    String json = "{\"timestamp\":%d,\"value\":%d}".formatted(1000L * second, second % 70);
    stream.send(series.getBytes(UTF_8), json.getBytes(UTF_8), 1000L * second);
  }

  private static List<String> tombstones(StreamUnderTest<OutputRecord> stream) {
    return stream.events().stream()
        .filter(event -> event.value() == null)
        .map(event -> place(event) + " " + event.timestamp())
        .toList();
  }

  /** In order within each series of a topic. */
  private static Map<String, List<String>> outputs(StreamUnderTest<OutputRecord> stream) {
    return stream.events().stream()
        .collect(
            Collectors.groupingBy(
                ExpiryContract::place,
                TreeMap::new,
                Collectors.mapping(
                    event ->
                        event.timestamp()
                            + " "
                            + (event.value() == null ? "gone" : new String(event.value(), UTF_8)),
                    Collectors.toList())));
  }

  private static String place(OutputRecord event) {
    return event.topic() + " " + new String(Objects.requireNonNull(event.key()), UTF_8);
  }
}
