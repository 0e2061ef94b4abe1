package io.wavecast.core.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.core.stream.Header;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.core.stream.Rejection;
import io.wavecast.schemas.forecast.Observation;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an input makes of one record, for tests. */
record Mapped(List<IngestEvent> events, Optional<Rejection> rejected) {
  /** The time of every record, in 2026. */
  static final long TIME = 1_780_000_000_000L;

  /** An input of JSON records that are points with a value under {@code /value}. */
  static Input json(String key, String... points) {
    return input(new JsonFormat(), key, points);
  }

  static Input input(ValueFormat format, String key, String... points) {
    return new Input(
        "test",
        List.of("raw"),
        format,
        KeyTemplate.of(key),
        LabelTemplates.NONE,
        List.of(points).stream().map(FieldPath::of).toList(),
        ValueFields.at("/value"),
        null,
        List.of(),
        Input.Target.OBSERVATIONS);
  }

  static Input with(Input input, ValueFields values) {
    return changed(input, values, input.time(), input.filters(), input.target());
  }

  static Input timed(Input input, String path, String format) {
    TimeField time = new TimeField(FieldPath.of(path), format, ZoneOffset.UTC);
    return changed(input, input.values(), time, input.filters(), input.target());
  }

  static Input where(Input input, String... filters) {
    List<Filter> read = List.of(filters).stream().map(Filter::of).toList();
    return changed(input, input.values(), input.time(), read, input.target());
  }

  static Input to(Input input, Input.Target target) {
    return changed(input, input.values(), input.time(), input.filters(), target);
  }

  static Input labelled(Input input, Map<String, String> labels) {
    return new Input(
        input.name(),
        input.topics(),
        input.format(),
        input.key(),
        LabelTemplates.of(labels),
        input.points(),
        input.values(),
        input.time(),
        input.filters(),
        input.target());
  }

  private static Input changed(
      Input input,
      ValueFields values,
      @Nullable TimeField time,
      List<Filter> filters,
      Input.Target target) {
    return new Input(
        input.name(),
        input.topics(),
        input.format(),
        input.key(),
        input.labels(),
        input.points(),
        values,
        time,
        filters,
        target);
  }

  static RawRecord record(@Nullable String key, @Nullable String value) {
    return new RawRecord(
        key == null ? null : key.getBytes(UTF_8),
        value == null ? null : value.getBytes(UTF_8),
        TIME,
        "raw",
        3,
        7,
        List.of(new Header("site", "berlin".getBytes(UTF_8))));
  }

  /** Maps a record under the key {@code k}. */
  static Mapped of(Input input, @Nullable String value) {
    return of(input, record("k", value));
  }

  static Mapped of(Input input, RawRecord record) {
    List<IngestEvent> events = new ArrayList<>();
    Optional<Rejection> rejected =
        new InputMapping(input, 10_000, Duration.ofHours(1)).map(record, events::add);
    return new Mapped(events, rejected);
  }

  /** Series and value of each observation, e.g. {@code a.cpu=0.5}. */
  List<String> values() {
    return events.stream()
        .map(IngestEvent::observation)
        .map(o -> o.series() + "=" + o.value())
        .toList();
  }

  List<Long> times() {
    return events.stream().map(IngestEvent::observation).map(Observation::timestamp).toList();
  }

  /** Why it was rejected; empty if it was not. */
  String why() {
    return rejected.map(r -> r.reason().label() + ": " + r.message()).orElse("");
  }
}
