package io.wavecast.config;

import io.wavecast.core.aggregate.Aggregate;
import io.wavecast.core.aggregate.Aggregation;
import io.wavecast.core.ingest.FieldPath;
import io.wavecast.core.ingest.Filter;
import io.wavecast.core.ingest.Input;
import io.wavecast.core.ingest.KeyTemplate;
import io.wavecast.core.ingest.LabelTemplates;
import io.wavecast.core.ingest.TimeField;
import io.wavecast.core.ingest.ValueFields;
import io.wavecast.core.ingest.ValueFormat;
import io.wavecast.core.stream.TopicPattern;
import io.wavecast.schemas.TopicNames;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the items of the list {@code inputs}, one after the other; docs/RECIPES.md shows it. */
final class InputList {
  /** Where a point holds its number, unless the format is the number. */
  private static final String VALUE = "/value";

  private final ZoneId zone;
  private int number;

  /**
   * @param zone of times without a zone, unless an input has its own
   */
  InputList(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * An input as it is configured.
   *
   * @param input empty for one without topics, which says what observations themselves look like
   * @param aggregation of its events; empty where its records become observations
   * @param direct what the observations topic holds
   */
  record Configured(
      Optional<Input> input, Optional<Aggregation> aggregation, Optional<DirectFormat> direct) {}

  /**
   * Reads the next item.
   *
   * @throws IllegalArgumentException that names the input and the key
   */
  Configured read(Object item) {
    number++;
    if (!(item instanceof Map<?, ?> values)) {
      throw new IllegalArgumentException("input " + number + " must have keys and values");
    }
    InputEntry entry = new InputEntry(number, values);
    entry.requireKnown();
    if (!entry.has("topics")) {
      return new Configured(
          Optional.empty(), Optional.empty(), Optional.of(DirectFormat.of(entry)));
    }
    return input(entry);
  }

  /**
   * Requires that inputs go together.
   *
   * @throws IllegalArgumentException that names those that do not
   */
  static List<Configured> checked(List<Configured> inputs) {
    for (Configured each : inputs) {
      if (each.direct().isPresent() && inputs.size() > 1) {
        throw new IllegalArgumentException(
            "an input without topics, which says what observations themselves look like, must be"
                + " the only one");
      }
      each.input().ifPresent(input -> requireSameAggregation(input, each.aggregation(), inputs));
      each.input().ifPresent(input -> requireSameFormat(input, inputs));
    }
    return inputs;
  }

  /** Of one series, as far as the configuration shows that two inputs write it. */
  private static void requireSameAggregation(
      Input input, Optional<Aggregation> aggregation, List<Configured> inputs) {
    for (Configured other : inputs) {
      if (other.input().filter(input::sharesSeriesWith).isPresent()
          && !aggregation.equals(other.aggregation())) {
        throw new IllegalArgumentException(
            "inputs '%s' and '%s' of the same series, '%s', must have the same aggregate, every, grace and fill, or different keys"
                .formatted(input.name(), other.input().get().name(), input.key().text()));
      }
    }
  }

  /** Of one topic, unless filters, e.g. of headers, may tell its records apart. */
  private static void requireSameFormat(Input input, List<Configured> inputs) {
    for (Input other : inputs.stream().flatMap(each -> each.input().stream()).toList()) {
      if (!Collections.disjoint(input.topics(), other.topics())
          && input.filters().equals(other.filters())
          && input.format().getClass() != other.format().getClass()) {
        throw new IllegalArgumentException(
            "inputs '%s' and '%s' of the same topic must have the same format, or different where"
                .formatted(input.name(), other.name()));
      }
    }
  }

  private Configured input(InputEntry entry) {
    entry.requireTexts("topics");
    List<String> topics =
        entry.readAll(
            "topics",
            topic -> {
              if (TopicPattern.isPattern(topic)) {
                return TopicPattern.glob(topic).pattern();
              }
              TopicNames.check(List.of(topic));
              return topic;
            });
    if (topics.isEmpty()) {
      throw entry.error("topics must name a topic");
    }
    String name = entry.read("name", Function.identity()).orElse(topics.get(0));
    ValueFormat format = InputFormats.of(entry);
    KeyTemplate key = entry.read("key", KeyTemplate::of).orElse(KeyTemplate.RECORD_KEY);
    LabelTemplates labels = labels(entry);
    List<FieldPath> points = new ArrayList<>(entry.readAll("points", FieldPath::of));
    if (format.hasLines()) {
      points.add(0, FieldPath.WHOLE); // each line is a point
    }
    Optional<Aggregation> aggregation = AggregationEntry.of(entry);
    Input.Target target = aggregation.map(InputList::target).orElse(Input.Target.OBSERVATIONS);
    boolean isCount = aggregation.filter(a -> a.aggregate() == Aggregate.COUNT).isPresent();
    ValueFields values = decimal(entry, values(entry, isCount), target);
    TimeField time = time(entry);
    List<Filter> filters = entry.readAll("where", Filter::of);
    Input input =
        entry.named(
            () ->
                new Input(
                    name, topics, format, key, labels, points, values, time, filters, target));
    entry.requireMeaning("with this format");
    return new Configured(Optional.of(input), aggregation, Optional.empty());
  }

  private static LabelTemplates labels(InputEntry entry) {
    Optional<LabelTemplates> labels = entry.readMap("labels", LabelTemplates::of);
    if (labels.isEmpty() && entry.has("labels")) {
      throw entry.error("labels must be names and where they are, e.g. {service: /service}");
    }
    return labels.orElse(LabelTemplates.NONE);
  }

  private static Input.Target target(Aggregation aggregation) {
    return aggregation.aggregate() == Aggregate.DISTINCT ? Input.Target.TEXTS : Input.Target.EVENTS;
  }

  /**
   * Where the values of a point are.
   *
   * @param isCount whether points are only counted, so that they need no value
   */
  private static ValueFields values(InputEntry entry, boolean isCount) {
    if (entry.has("value") && entry.has("values")) {
      throw entry.error("value and values must not both be set");
    }
    Optional<ValueFields> several =
        entry.readMap("values", ValueFields::named).or(() -> entry.read("values", ValueFields::at));
    boolean isNumber =
        entry.read("format", Function.identity()).filter(InputFormats.NUMBER::equals).isPresent();
    if (isNumber) {
      InputFormats.WITH_FIELDS.forEach(key -> entry.refuseWith(InputFormats.NUMBER, key));
    }
    return several
        .or(() -> entry.read("value", ValueFields::at))
        .orElseGet(() -> isCount ? ValueFields.NONE : ValueFields.at(isNumber ? "" : VALUE));
  }

  /** With the sign before the decimals of its numbers. */
  private static ValueFields decimal(InputEntry entry, ValueFields values, Input.Target target) {
    boolean hasNumber = !values.equals(ValueFields.NONE) && target != Input.Target.TEXTS;
    if (!hasNumber && entry.has("decimal")) {
      throw entry.error("decimal has no meaning where no number is read");
    }
    return values.withDecimal(InputFormats.decimal(entry));
  }

  private @Nullable TimeField time(InputEntry entry) {
    String format = entry.read("timestamp-format", Function.identity()).orElse(TimeField.AUTO);
    if (TimeField.isNumber(format) && entry.has("timestamp-zone")) {
      throw entry.error("timestamp-zone has no meaning with timestamp-format " + format);
    }
    ZoneId own = entry.read("timestamp-zone", InputList::zone).orElse(zone);
    Optional<TimeField> time =
        entry
            .read("timestamp", path -> FieldPath.of(path))
            .map(path -> field(entry, path, format, own));
    if (time.isEmpty() && (entry.has("timestamp-format") || entry.has("timestamp-zone"))) {
      throw entry.error("timestamp must be set: the path to the time of a point");
    }
    return time.orElse(null);
  }

  private static TimeField field(InputEntry entry, FieldPath path, String format, ZoneId zone) {
    return entry.named(() -> new TimeField(path, format, zone));
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "must be a time zone such as Europe/Berlin, got: '" + text + "'", e);
    }
  }
}
