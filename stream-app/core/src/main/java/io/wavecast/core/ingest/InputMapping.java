package io.wavecast.core.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.core.stream.Rejection;
import io.wavecast.core.stream.UnavailableException;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.RecordKey;
import io.wavecast.schemas.aggregate.RawEventCodec;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.TimeCheck;
import io.wavecast.schemas.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Maps records as an {@link Input} says, for one task. A bad point or value does not lose the
 * others of its record: these are passed on, and the record is rejected with the first error. A
 * record without a value is a deletion and has no points. Not thread-safe.
 */
final class InputMapping {
  private final Input input;
  private final ValueReader reader;
  private final int maxBytes;
  private final @Nullable Duration maxAhead;

  /**
   * @param maxBytes longest value that is read, bytes
   * @param maxAhead how far a point may be ahead of its record; null: any distance
   */
  InputMapping(Input input, int maxBytes, @Nullable Duration maxAhead) {
    this.input = input;
    this.reader = input.format().open();
    this.maxBytes = maxBytes;
    this.maxAhead = maxAhead;
  }

  /**
   * Maps a record.
   *
   * @param out takes the events in the order of the points
   * @return why something of the record cannot be read; the message names the input
   * @throws UnavailableException when reading needs a service that does not answer
   */
  Optional<Rejection> map(RawRecord record, Consumer<IngestEvent> out) {
    byte[] value = record.value();
    if (value == null) {
      return Optional.empty();
    }
    Points points = new Points(record);
    try {
      if (value.length > maxBytes) {
        throw new BadRecordException(
            Reason.TOO_LARGE,
            "value must have at most " + maxBytes + " bytes, got: " + value.length);
      }
      points.walk(new Scope(reader.read(record), null), 0);
    } catch (BadRecordException e) {
      points.failed(e);
    } catch (UnavailableException e) {
      throw e; // the record is not at fault
    } catch (RuntimeException e) {
      points.failed(new BadRecordException(Reason.MALFORMED, "value cannot be parsed: " + e, e));
    }
    points.events.forEach(out); // outside: a failure to write is not one of this record
    return points.rejection();
  }

  /** The points of one record. */
  private final class Points {
    private final RawRecord record;
    private final RecordParts parts;
    private final List<IngestEvent> events = new ArrayList<>();
    private int count;
    private int bad;
    private @Nullable BadRecordException first;

    Points(RawRecord record) {
      this.record = record;
      this.parts = new RecordParts(record);
    }

    /** An inner array may be absent: other elements have it. The outermost may not. */
    void walk(Scope scope, int depth) {
      if (depth == input.points().size()) {
        point(scope);
        return;
      }
      FieldPath path = input.points().get(depth);
      JsonNode array = path.find(scope.node());
      if (array == null && depth > 0) {
        return;
      }
      if (array == null || !array.isArray()) {
        if (input.filters().stream().allMatch(filter -> filter.mayPassWithin(scope))) {
          failed(
              array == null
                  ? Json.missing(path.text())
                  : Json.wrongType(path.text(), "an array", array.asToken()));
        }
        return;
      }
      for (JsonNode element : array) {
        walk(new Scope(element, scope), depth + 1);
      }
    }

    private boolean passes(Scope scope) {
      return input.filters().stream().allMatch(filter -> filter.passes(scope));
    }

    private void point(Scope point) {
      if (point.node() instanceof POJONode line && line.getPojo() instanceof BadRecordException e) {
        count++;
        failed(e);
        return;
      }
      if (!passes(point)) {
        return;
      }
      count++;
      try {
        long timestamp = record.timestamp();
        if (input.time() != null) {
          timestamp = input.time().read(point);
          TimeCheck.check(timestamp, record.timestamp(), maxAhead);
        }
        for (Map.Entry<String, JsonNode> each : input.values().of(point).entrySet()) {
          value(point, timestamp, each.getKey(), each.getValue());
        }
      } catch (BadRecordException e) {
        failed(e);
      }
    }

    private void value(Scope point, long timestamp, String name, JsonNode value) {
      try {
        String key = input.key().of(point, parts, name);
        Map<String, String> labels = input.labels().of(point, parts, name);
        boolean isText = input.target() == Input.Target.TEXTS;
        double number = isText ? 1 : number(name, value);
        events.add(
            new IngestEvent(
                new Observation(key, timestamp, number, labels),
                isText ? text(name, value) : null));
      } catch (BadRecordException e) {
        failed(e);
      }
    }

    private String text(String name, JsonNode value) {
      String path = input.values().pathOf(name);
      if (!value.isValueNode()) {
        throw Json.wrongType(path, "a text, a number or a boolean", value.asToken());
      }
      String text = value.asText();
      if (text.length() > RawEventCodec.MAX_TEXT) {
        throw new BadRecordException(
            Reason.TOO_LARGE,
            "field '%s' must have at most %d characters, got: %d"
                .formatted(path, RawEventCodec.MAX_TEXT, text.length()));
      }
      if (!RecordKey.isUnicode(text)) {
        throw new BadRecordException(
            Reason.MALFORMED,
            "field '" + path + "' must be Unicode text, got half a surrogate pair");
      }
      return text;
    }

    private double number(String name, JsonNode value) {
      if (value.isNumber()) {
        return value.doubleValue();
      }
      if (value.isTextual()) {
        try {
          return input.values().decimal().number(value.textValue().strip());
        } catch (NumberFormatException e) {
          throw noNumber(name, value);
        }
      }
      throw noNumber(name, value);
    }

    private BadRecordException noNumber(String name, JsonNode value) {
      String wanted = input.values().decimal().wanted();
      return Json.wrongType(input.values().pathOf(name), wanted, value.asToken());
    }

    void failed(BadRecordException e) {
      bad++;
      if (first == null) {
        first = e;
      }
    }

    Optional<Rejection> rejection() {
      if (first == null) {
        return Optional.empty();
      }
      String errors = bad == 1 ? "1 error" : "the first of " + bad + " errors";
      String more = count > 1 ? " (%s in %d points)".formatted(errors, count) : "";
      return Optional.of(
          new Rejection(
              first.reason(),
              "input '%s': %s%s".formatted(input.name(), first.getMessage(), more)));
    }
  }
}
