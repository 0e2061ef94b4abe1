package io.wavecast.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.stream.OutputRecord;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.ObservationCodec;
import io.wavecast.schemas.forecast.ObservationFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Labels of series on any engine: the same on all alerts and for all rules, also after restarts.
 */
public abstract class LabelContract {
  private static final long SEED = 20261127;

  private static final EngineSettings SETTINGS =
      new EngineSettings(
          ObservationFormat.DEFAULT.withLabels("/labels"),
          false,
          16,
          List.of(
              "shop service=shop,zone=? limit-above=50 score=off recover-after=1",
              "cart s*,service=cart limit-above=30 score=off recover-after=2"));

  /** Starts a stream without any state. */
  protected abstract StreamUnderTest.Restartable<OutputRecord> start(EngineSettings settings);

  @Test
  void labels_and_the_rules_by_them_are_as_without_an_engine() {
    try (StreamUnderTest.Restartable<OutputRecord> stream = start(SETTINGS)) {
      assertSameAsLocal(stream, 0);
    }
  }

  @Test
  void restarts_anywhere_change_nothing() {
    try (StreamUnderTest.Restartable<OutputRecord> stream = start(SETTINGS)) {
      assertSameAsLocal(stream, 0.03);
    }
  }

  private static void assertSameAsLocal(
      StreamUnderTest.Restartable<OutputRecord> stream, double restarts) {
    SplittableRandom random = new SplittableRandom(SEED);
    StreamUnderTest<Event> local = EngineContract.local(SETTINGS);
    for (int i = 0; i < 1000; i++) {
      Observation observation =
          new Observation(
              "s" + random.nextInt(4),
              1_700_000_000_000L + 1000L * i,
              random.nextInt(9) == 0 ? 99 : random.nextDouble(),
              random.nextInt(5) == 0 ? labels(random) : null);
      byte[] key = observation.series().getBytes(UTF_8);
      byte[] value = ObservationCodec.write(observation);
      stream.send(key, value, observation.timestamp());
      local.send(key, value, observation.timestamp());
      if (random.nextDouble() < restarts) {
        stream.restart();
      }
    }
    stream.settle();
    local.settle();

    Map<String, List<Event>> expected = EngineContract.byTopicAndSeries(local.events());
    assertThat(local.events())
        .as("seed %d", SEED)
        .filteredOn(event -> event instanceof Alert alert && alert.labels().size() == 2)
        .hasSizeGreaterThan(30);
    List<Event> events = new ArrayList<>();
    stream.events().forEach(record -> events.add(EngineContract.event(record)));
    assertThat(EngineContract.byTopicAndSeries(events)).as("seed %d", SEED).isEqualTo(expected);
  }

  private static Map<String, String> labels(SplittableRandom random) {
    return switch (random.nextInt(3)) {
      case 0 -> Map.of("service", "shop", "zone", "a");
      case 1 -> Map.of("service", "cart", "zone", "b");
      default -> Map.of();
    };
  }
}
