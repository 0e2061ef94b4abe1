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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads the list {@code inputs}; docs/RECIPES.md shows it. */
final class InputList {
  /** Where a point holds its number, unless the format is the number. */
  private static final String VALUE = "/value";

  private InputList() {}

  /**
   * An input as it is configured.
   *
   * @param aggregation of its events; empty where its records become observations
   */
  record Configured(Input input, Optional<Aggregation> aggregation) {}

  /**
   * Reads the list.
   *
   * @param text YAML or JSON: a list of mappings; empty for none
   * @param zone of times without a zone, unless an input has its own
   * @throws IllegalArgumentException that names the input and the key
   */
  static List<Configured> read(String text, ZoneId zone) {
    List<Configured> inputs = new ArrayList<>();
    if (!text.isBlank()) {
      if (!(parse(text) instanceof List<?> list)) {
        throw new IllegalArgumentException("must be a list");
      }
      for (Object each : list) {
        int number = inputs.size() + 1;
        if (!(each instanceof Map<?, ?> values)) {
          throw new InputException(number, "input " + number + " must have keys and values");
        }
        inputs.add(input(new InputEntry(number, values), zone));
      }
    }
    inputs.forEach(input -> requireSameAggregation(input, inputs));
    return inputs;
  }

  /** Of one series, as far as the configuration shows that two inputs write it. */
  private static void requireSameAggregation(Configured input, List<Configured> inputs) {
    for (Configured other : inputs) {
      if (input.input().sharesSeriesWith(other.input())
          && !input.aggregation().equals(other.aggregation())) {
        throw new IllegalArgumentException(
            "inputs '%s' and '%s' of the same series, '%s', must have the same aggregate, every, grace and fill, or different keys"
                .formatted(input.input().name(), other.input().name(), input.input().key().text()));
      }
    }
  }

  private static Object parse(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try {
      return new Yaml(new SafeConstructor(options)).load(text);
    } catch (YAMLException e) {
      throw new IllegalArgumentException("must be a list in YAML or JSON: " + e.getMessage(), e);
    }
  }

  private static Configured input(InputEntry entry, ZoneId zone) {
    entry.requireKnown();
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
      throw entry.error("topics must be set: names or patterns of the topics that are read");
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
    TimeField time = time(entry, zone);
    List<Filter> filters = entry.readAll("where", Filter::of);
    Input input =
        entry.named(
            () ->
                new Input(
                    name, topics, format, key, labels, points, values, time, filters, target));
    entry.requireMeaning();
    return new Configured(input, aggregation);
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

  private static @Nullable TimeField time(InputEntry entry, ZoneId zone) {
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
