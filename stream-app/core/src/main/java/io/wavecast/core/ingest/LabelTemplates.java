package io.wavecast.core.ingest;

import io.wavecast.schemas.forecast.Labels;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the labels of a series are made. Each is a path to a field such as {@code /service}, or text
 * with placeholders as of a {@link KeyTemplate}. A label whose field is absent or empty is left
 * out.
 *
 * @param byName template of each label; empty: records say nothing about labels
 */
public record LabelTemplates(Map<String, KeyTemplate> byName) implements Serializable {
  public static final LabelTemplates NONE = new LabelTemplates(Map.of());

  /**
   * @throws IllegalArgumentException when they are too many, or a name is not allowed
   */
  public LabelTemplates {
    byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    byName.keySet().forEach(Labels::checkName);
    if (byName.size() > Labels.MAX) {
      throw new IllegalArgumentException(
          "must have at most " + Labels.MAX + " names, got: " + byName.size());
    }
  }

  /**
   * Reads templates.
   *
   * @param texts as written, by name
   * @throws IllegalArgumentException when one is none
   */
  public static LabelTemplates of(Map<String, String> texts) {
    Map<String, KeyTemplate> templates = new LinkedHashMap<>();
    texts.forEach((name, text) -> templates.put(name, KeyTemplate.of(text)));
    return new LabelTemplates(templates);
  }

  /**
   * The labels that a point gives its series.
   *
   * @param value the name of the value
   * @return null where records say nothing about labels
   * @throws io.wavecast.schemas.BadRecordException when a field has no text
   */
  @Nullable Map<String, String> of(Scope point, RecordParts record, String value) {
    if (byName.isEmpty()) {
      return null;
    }
    Map<String, String> labels = new TreeMap<>();
    for (Map.Entry<String, KeyTemplate> each : byName.entrySet()) {
      if (each.getValue().isPresent(point, record)) {
        labels.put(each.getKey(), each.getValue().of(point, record, value));
      }
    }
    return labels;
  }
}
