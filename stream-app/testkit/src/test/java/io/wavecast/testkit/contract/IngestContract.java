package io.wavecast.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.ingest.FieldPath;
import io.wavecast.core.ingest.IngestSpec;
import io.wavecast.core.ingest.Input;
import io.wavecast.core.ingest.JsonFormat;
import io.wavecast.core.ingest.KeyTemplate;
import io.wavecast.core.ingest.LabelTemplates;
import io.wavecast.core.ingest.TimeField;
import io.wavecast.core.ingest.ValueFields;
import io.wavecast.core.stream.NoModel;
import io.wavecast.core.stream.OutputRecord;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Raw records become observations on every engine alike: each once, in order within its series. */
public abstract class IngestContract {
  private static final long SEED = 20261127;

  private static final IngestSpec SPEC =
      new IngestSpec(
          List.of(
              input("machines", Input.Target.OBSERVATIONS), input("counted", Input.Target.EVENTS)),
          "observations",
          "events",
          "letters",
          1000,
          Duration.ofHours(1),
          Duration.ofMillis(10),
          1 << 20,
          List.of());

  /** Starts a stream. */
  protected abstract StreamUnderTest.Restartable<OutputRecord> start(IngestSpec spec);

  private static Input input(String name, Input.Target target) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("cpu", "/cpu");
    values.put("mem", "/mem");
    return new Input(
        name,
        List.of("raw"),
        new JsonFormat(),
        KeyTemplate.of(name + ".{/host}.{value}"),
        LabelTemplates.of(Map.of("host", "/host", "metric", "{value}", "site", "{key/site}")),
        List.of(FieldPath.of("/points")),
        ValueFields.named(values),
        new TimeField(FieldPath.of("/time"), "s", ZoneOffset.UTC),
        List.of(),
        target);
  }

  @Test
  void raw_records_become_what_they_become_without_an_engine() {
    try (StreamUnderTest.Restartable<OutputRecord> stream = start(SPEC)) {
      assertSameAsLocal(stream, 0);
    }
  }

  @Test
  void restarts_anywhere_change_nothing() {
    try (StreamUnderTest.Restartable<OutputRecord> stream = start(SPEC)) {
      assertSameAsLocal(stream, 0.1);
    }
  }

  private static void assertSameAsLocal(
      StreamUnderTest.Restartable<OutputRecord> stream, double restarts) {
    SplittableRandom random = new SplittableRandom(SEED);
    StreamUnderTest<OutputRecord> local = new LocalStream<>(SPEC, NoModel.NONE, event -> event);
    for (int i = 0; i < 300; i++) {
      byte[] value = record(1_700_000_000L + i, random).getBytes(UTF_8);
      stream.send(null, value, 1_700_000_000_000L + i);
      local.send(null, value, 1_700_000_000_000L + i);
      if (random.nextDouble() < restarts) {
        stream.restart();
      }
    }
    stream.settle();
    local.settle();

    assertThat(bySeries(stream)).as("seed %d", SEED).hasSize(2 * 2 * 5).isEqualTo(bySeries(local));
    assertThat(letters(stream))
        .as("seed %d", SEED)
        .hasSizeBetween(30, 200)
        .isEqualTo(letters(local));
  }

  /** Two points; one in six is bad, one record in twenty is no JSON. */
  private static String record(long seconds, SplittableRandom random) {
    if (random.nextInt(20) == 0) {
      return "{";
    }
    return "{\"points\":[%s,%s]}".formatted(point(seconds, random), point(seconds, random));
  }

  private static String point(long seconds, SplittableRandom random) {
    String cpu = random.nextInt(6) == 0 ? "true" : Double.toString(random.nextDouble());
    return "{\"host\":\"h%d\",\"time\":%d,\"cpu\":%s,\"mem\":%d}"
        .formatted(random.nextInt(5), seconds, cpu, random.nextInt(100));
  }

  private static Map<String, List<String>> bySeries(StreamUnderTest<OutputRecord> stream) {
    return stream.events().stream()
        .collect(
            Collectors.groupingBy(
                event -> new String(Objects.requireNonNull(event.key()), UTF_8),
                TreeMap::new,
                Collectors.mapping(IngestContract::text, Collectors.toList())));
  }

  private static String text(OutputRecord event) {
    return "%s %s %d"
        .formatted(
            event.topic(),
            new String(Objects.requireNonNull(event.value()), UTF_8),
            event.timestamp());
  }

  private static List<String> letters(StreamUnderTest<OutputRecord> stream) {
    return stream.deadLetters().stream().map(d -> d.offset() + " " + d.reason()).toList();
  }
}
