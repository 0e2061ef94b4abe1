package io.wavecast.core.ingest;

import io.wavecast.core.text.Suggest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares paths with the fields that lines have by their format, so that a misspelt name is
 * refused at the start. A path may begin with another line of the record: {@code /0/host}.
 *
 * @param names of all fields; empty where they are not known
 */
record KnownFields(List<String> names) {
  /**
   * Refuses the parts of an input where one has a path to a field that no line has.
   *
   * @throws IllegalArgumentException that names the part, the field and the known ones
   */
  void check(
      KeyTemplate key,
      LabelTemplates labels,
      List<FieldPath> points,
      ValueFields values,
      @Nullable TimeField time,
      List<Filter> filters) {
    if (names.isEmpty()) {
      return;
    }
    check("key", key);
    labels.byName().forEach((name, label) -> check("label '" + name + "'", label));
    points.forEach(path -> check("points", path));
    values.fields().forEach(field -> check("value", field.path()));
    if (values.object() != null) {
      check("values", values.object());
    }
    if (time != null) {
      check("timestamp", time.path());
    }
    filters.forEach(filter -> check("where", filter.path()));
  }

  private void check(String key, KeyTemplate template) {
    for (KeyTemplate.Part part : template.parts()) {
      if (part.source() == KeyTemplate.Source.FIELD) {
        check(key, part.path());
      }
    }
  }

  private void check(String key, FieldPath path) {
    for (List<FieldPath.Step> steps : path.alternatives()) {
      if (steps.isEmpty()) {
        continue; // the line itself
      }
      String name = name(steps);
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "%s: lines have no field '%s', there are %s%s"
                .formatted(key, name, names, Suggest.hint(name, names)));
      }
    }
  }

  /** The name of a field in a path; what selects a line where that is all. */
  private String name(List<FieldPath.Step> steps) {
    boolean selectsLine =
        !(steps.get(0) instanceof FieldPath.Child first)
            || (first.index() >= 0 && !names.contains(first.name()));
    FieldPath.Step step = steps.get(selectsLine && steps.size() > 1 ? 1 : 0);
    return step instanceof FieldPath.Child child ? child.name() : step.toString();
  }
}
