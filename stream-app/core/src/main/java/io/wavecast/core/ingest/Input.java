package io.wavecast.core.ingest;

import io.wavecast.core.stream.TopicPattern;
import io.wavecast.core.text.Glob;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the records of some topics become observations, or events to be aggregated. Immutable.
 *
 * @param name in messages and events: 1..100 of the characters a-z A-Z 0-9 . _ - * ?
 * @param topics at least one: names, or patterns with {@code *} for any characters and {@code ?}
 *     for one
 * @param format of the values
 * @param key of the series
 * @param labels of the series
 * @param points paths to arrays, each relative to the elements of the one before; what is in the
 *     last is a point. Empty: the record is a point
 * @param values of a point; {@link ValueFields#NONE} only for events
 * @param time of a point; null: the record's
 * @param filters all of which a point must pass
 * @param target what it becomes
 */
public record Input(
    String name,
    List<String> topics,
    ValueFormat format,
    KeyTemplate key,
    LabelTemplates labels,
    List<FieldPath> points,
    ValueFields values,
    @Nullable TimeField time,
    List<Filter> filters,
    Target target)
    implements Serializable {
  /** What a point becomes. */
  public enum Target {
    /** An observation of its series. */
    OBSERVATIONS,
    /** An event with a number, to be aggregated. */
    EVENTS,
    /** An event with a text, of which the different ones are counted. */
    TEXTS
  }

  /**
   * @throws IllegalArgumentException when the parts contradict each other; the message does not
   *     name the input
   */
  public Input {
    if (!name.matches("[a-zA-Z0-9._*?-]{1,100}")) {
      throw new IllegalArgumentException(
          "name must have 1..100 of the characters a-z A-Z 0-9 . _ - * ?, got: '" + name + "'");
    }
    topics = List.copyOf(topics);
    points = List.copyOf(points);
    filters = List.copyOf(filters);
    if (topics.isEmpty()) {
      throw new IllegalArgumentException("topics must have at least one name");
    }
    if (topics.stream().distinct().count() < topics.size()) {
      throw new IllegalArgumentException("topics must have different names, got: " + topics);
    }
    if (values.areSeveral() && !key.namesValue()) {
      throw new IllegalArgumentException(
          "key must contain {value}, since a point has several values, got: '" + key + "'");
    }
    if (values.equals(ValueFields.NONE) && target != Target.EVENTS) {
      throw new IllegalArgumentException("value must be set: where a point holds the number");
    }
    if (format instanceof CsvFormat csv && csv.separator() == values.decimal().sign()) {
      throw new IllegalArgumentException(
          "separator and decimal must differ, got '%s' for both".formatted(csv.separator()));
    }
    new KnownFields(format.fields()).check(key, labels, points, values, time, filters);
  }

  /**
   * Whether another input makes keys of the same series, as far as the configuration shows: not
   * where filters, names of values or {@code {topic}} keep them apart, and not for the records' own
   * keys on other topics.
   */
  public boolean sharesSeriesWith(Input other) {
    if (!key.parts().equals(other.key.parts())) {
      return false;
    }
    boolean otherTopics = Collections.disjoint(topics, other.topics);
    boolean apart =
        !filters.equals(other.filters)
            || (otherTopics && (key.namesTopic() || key.equals(KeyTemplate.RECORD_KEY)))
            || (key.namesValue() && !values.shareNamesWith(other.values));
    return key.isConstant() || !apart;
  }

  /** The topics that are named in full. */
  List<String> names() {
    return topics.stream().filter(topic -> !TopicPattern.isPattern(topic)).toList();
  }

  /** The patterns of the others. */
  List<Glob> patterns() {
    return topics.stream().filter(TopicPattern::isPattern).map(TopicPattern::glob).toList();
  }

  Input withFormat(ValueFormat other) {
    return new Input(name, topics, other, key, labels, points, values, time, filters, target);
  }
}
