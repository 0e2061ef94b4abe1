package io.wavecast.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.stream.OutputRecord;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.schemas.forecast.DeviationCodec;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.ForecastCodec;
import io.wavecast.testkit.contract.Scenario.Expected;
import io.wavecast.testkit.contract.Scenario.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The guarantees G1 to G6 of the forecast pipeline on any engine. Every engine's tests extend this.
 * The scenario files name the guarantee that they check.
 */
public abstract class EngineContract {
  private static final List<String> SCENARIOS =
      List.of(
          "warmup",
          "full-windows",
          "micro-batch",
          "duplicates-and-late",
          "late-to-dead-letters",
          "gaps",
          "dead-letters",
          "foreign-json",
          "alerts",
          "misfit",
          "limits",
          "outside",
          "calendar",
          "normal",
          "ahead");

  /** Starts the pipeline without any state. */
  protected abstract StreamUnderTest<Event> start(EngineSettings settings);

  /** Reads an event back from its record; topics are below {@code test.}. */
  public static Event event(OutputRecord record) {
    byte[] value = Objects.requireNonNull(record.value());
    return switch (record.topic()) {
      case "test.forecasts" -> ForecastCodec.read(value);
      case "test.deviations" -> DeviationCodec.read(value);
      case "test.alerts" -> AlertCodec.read(value);
      default -> throw new AssertionError("no event is for " + record.topic());
    };
  }

  /** The pipeline over states in memory. */
  public static StreamUnderTest<Event> local(EngineSettings settings) {
    return new LocalStream<>(settings.spec(), settings.models(), EngineContract::event);
  }

  @TestFactory
  Stream<DynamicTest> keeps() {
    return SCENARIOS.stream()
        .map(
            name -> {
              Scenario scenario = Scenario.of(name);
              return DynamicTest.dynamicTest(name + ": " + scenario.promise(), () -> run(scenario));
            });
  }

  /** G6: replay equals live. */
  @Test
  void repeats_the_local_engine_over_records_of_all_kinds() {
    long seed = 20261125;
    List<Line> records = RandomRecords.of(seed, 5, 3000);
    StreamUnderTest<Event> local = send(local(EngineSettings.DEFAULT), records);

    try (StreamUnderTest<Event> engine = send(start(EngineSettings.DEFAULT), records)) {
      assertThat(byTopicAndSeries(engine.events()))
          .as("seed %d", seed)
          .isEqualTo(byTopicAndSeries(local.events()));
      assertThat(reasons(engine)).as("seed %d", seed).isEqualTo(reasons(local));
    }
  }

  private void run(Scenario scenario) {
    try (StreamUnderTest<Event> engine = send(start(scenario.settings()), scenario.lines())) {
      assertForecasts(scenario, engine.events());
      assertAlerts(scenario, engine.events());
      assertDeadLetters(scenario, engine.deadLetters());
    }
  }

  static StreamUnderTest<Event> send(StreamUnderTest<Event> engine, List<Line> records) {
    records.forEach(record -> engine.send(record.key(), record.value(), record.timestamp()));
    engine.settle();
    return engine;
  }

  /** Events are ordered within a series on one topic. */
  static Map<String, List<Event>> byTopicAndSeries(List<Event> events) {
    Map<String, List<Event>> sorted = new TreeMap<>();
    for (Event event : events) {
      String place = event.getClass().getSimpleName() + " of " + event.series();
      sorted.computeIfAbsent(place, p -> new ArrayList<>()).add(event);
    }
    return sorted;
  }

  static List<String> reasons(StreamUnderTest<Event> engine) {
    return engine.deadLetters().stream().map(d -> d.offset() + " " + d.reason()).toList();
  }

  private static void assertForecasts(Scenario scenario, List<Event> events) {
    Map<String, List<String>> expected = new LinkedHashMap<>();
    for (Line line : scenario.lines()) {
      Expected e = line.expected();
      if (!e.kind().equals("nothing") && !e.kind().equals("dead")) {
        expected
            .computeIfAbsent(e.series(), s -> new ArrayList<>())
            .add(e.kind() + " " + e.origin() + e.mean().map(m -> " mean " + m).orElse(""));
      }
    }
    Map<String, List<String>> got = new LinkedHashMap<>();
    for (Event event : events) {
      if (event instanceof Forecast forecast) {
        List<String> wanted = expected.getOrDefault(event.series(), List.of());
        List<String> told = got.computeIfAbsent(event.series(), s -> new ArrayList<>());
        boolean mean = told.size() < wanted.size() && wanted.get(told.size()).contains(" mean ");
        told.add(tell(forecast, mean));
      }
    }
    assertThat(got).as(scenario.promise()).isEqualTo(expected);
  }

  private static String tell(Forecast f, boolean mean) {
    String kind = f.warmup() ? "warmup" : f.imputed() ? "imputed" : "full";
    return kind + " " + f.origin() + (mean ? " mean " + f.yhat()[0] : "");
  }

  private static void assertAlerts(Scenario scenario, List<Event> events) {
    Map<String, List<String>> got = new TreeMap<>();
    for (Event event : events) {
      if (event instanceof Alert alert) {
        got.computeIfAbsent(alert.series(), s -> new ArrayList<>())
            .add(
                "%d %s %s %s"
                    .formatted(alert.since(), alert.state(), alert.direction(), alert.rule()));
      }
    }
    assertThat(got).as(scenario.promise()).isEqualTo(scenario.alerts());
  }

  private static void assertDeadLetters(Scenario scenario, List<DeadLetter> deadLetters) {
    List<Line> lines = scenario.lines();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).expected().kind().equals("dead")) {
        expected.add("record " + i + ": " + lines.get(i).expected().reason());
      }
    }
    assertThat(deadLetters)
        .as(scenario.promise())
        .extracting(d -> "record " + d.offset() + ": " + d.reason().label())
        .isEqualTo(expected);
    for (DeadLetter letter : deadLetters) {
      Line line = lines.get((int) letter.offset());
      assertThat(letter.key()).as("untouched key").isEqualTo(line.key());
      assertThat(letter.value()).as("untouched value").isEqualTo(line.value());
    }
  }
}
