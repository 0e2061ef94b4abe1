package io.wavecast.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

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
import io.wavecast.testkit.contract.Scenario.Part;
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
          "shapes",
          "holiday",
          "ahead");

  /** Starts the pipeline without any state. */
  protected abstract StreamUnderTest<OutputRecord> start(EngineSettings settings);

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

  /** The same pipeline, whose events are their records. */
  static StreamUnderTest<OutputRecord> records(EngineSettings settings) {
    return new LocalStream<>(settings.spec(), settings.models(), record -> record);
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
    EngineSettings settings = EngineSettings.RULED;
    try (StreamUnderTest<OutputRecord> local = send(records(settings), records);
        StreamUnderTest<OutputRecord> engine = send(start(settings), records)) {
      WrittenEvents reference = WrittenEvents.of(local.events());
      assertThat(reference.byPlace().keySet().stream().filter(p -> p.startsWith("test.alerts")))
          .as("series that alert, each by another rule")
          .hasSize(4);
      WrittenEvents.of(engine.events()).assertSameAs(reference, "seed " + seed);
      WrittenEvents.replayed(settings, records).assertSameAs(reference, "replay, seed " + seed);
      assertThat(reasons(engine)).as("seed %d", seed).isEqualTo(reasons(local));
    }
  }

  private void run(Scenario scenario) {
    EngineSettings settings = scenario.settings();
    try (StreamUnderTest<OutputRecord> local = send(records(settings), scenario.lines());
        StreamUnderTest<OutputRecord> engine = send(start(settings), scenario.lines())) {
      List<Event> events = engine.events().stream().map(EngineContract::event).toList();
      assertForecasts(scenario, events);
      assertAlerts(scenario, events);
      assertDeadLetters(scenario, engine.deadLetters());
      WrittenEvents written = WrittenEvents.of(engine.events());
      for (Part part : scenario.parts()) {
        assertThat(written.at("test." + part.topic(), part.series(), part.time()))
            .as("%s of %s at %d", part.topic(), part.series(), part.time())
            .singleElement(STRING)
            .contains(part.text());
      }
      written.assertSameAs(WrittenEvents.of(local.events()), "states in memory");
      written.assertSameAs(WrittenEvents.replayed(settings, scenario.lines()), "replay");
    }
  }

  static <E> StreamUnderTest<E> send(StreamUnderTest<E> engine, List<Line> records) {
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

  static List<String> reasons(StreamUnderTest<?> engine) {
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
                    .formatted(
                        alert.since(), alert.state(), alert.cause().direction(), alert.rule()));
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
