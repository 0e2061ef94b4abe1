package io.wavecast.core.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a tree holds a field. A path is a JSON pointer (RFC 6901) such as {@code /meta/host} or
 * {@code /points/0}; the empty path is the tree itself. Beyond that, a segment {@code [name=text]}
 * is the first element of an array whose field {@code name} has that text, and {@code |} separates
 * paths of which the first that leads to a field applies: {@code /asDouble|/asInt}.
 *
 * @param text as written
 * @param alternatives the steps of each path
 */
public record FieldPath(String text, List<List<Step>> alternatives) implements Serializable {
  /** The tree itself. */
  public static final FieldPath WHOLE = of("");

  /** One segment of a path. */
  sealed interface Step extends Serializable permits Child, Element {
    @Nullable JsonNode in(JsonNode node);
  }

  /**
   * A step to a field of an object, or to an element of an array.
   *
   * @param index of an element where the node is an array; -1 where the name is no index
   */
  record Child(String name, int index) implements Step {
    @Override
    public @Nullable JsonNode in(JsonNode node) {
      return node.isArray() ? node.get(index) : node.get(name);
    }
  }

  record Element(String field, String value) implements Step {
    @Override
    public @Nullable JsonNode in(JsonNode node) {
      if (node.isArray()) {
        for (JsonNode element : node) {
          JsonNode found = element.get(field);
          if (found != null && found.isValueNode() && found.asText().equals(value)) {
            return element;
          }
        }
      }
      return null;
    }
  }

  /**
   * Reads a path.
   *
   * @throws IllegalArgumentException when the text is none
   */
  public static FieldPath of(String text) {
    List<List<Step>> alternatives = new ArrayList<>();
    for (String each : text.split("\\|", -1)) {
      if (!each.isEmpty() && each.charAt(0) != '/') {
        throw new IllegalArgumentException(
            "path to a field must be a JSON pointer such as /data/value, got: '" + text + "'");
      }
      alternatives.add(steps(each, text));
    }
    return new FieldPath(text, List.copyOf(alternatives));
  }

  private static List<Step> steps(String path, String text) {
    List<Step> steps = new ArrayList<>();
    for (int from = 1; from <= path.length(); ) {
      boolean selects = path.startsWith("[", from);
      int close = selects ? path.indexOf(']', from) : from;
      int slash = close < 0 ? -1 : path.indexOf('/', close);
      int to = slash < 0 ? path.length() : slash;
      String segment = path.substring(from, to);
      steps.add(selects ? element(segment, text) : child(segment, text));
      from = to + 1;
    }
    return List.copyOf(steps);
  }

  private static Step child(String segment, String text) {
    if (segment.matches("(?s).*~(?![01]).*")) {
      throw new IllegalArgumentException(
          "~ in a field must be written as ~0 (and / as ~1), got: '" + text + "'");
    }
    boolean isIndex = segment.matches("0|[1-9]\\d{0,8}");
    String name = segment.replace("~1", "/").replace("~0", "~");
    return new Child(name, isIndex ? Integer.parseInt(segment) : -1);
  }

  private static Step element(String segment, String text) {
    int equals = segment.indexOf('=');
    if (equals < 2 || !segment.endsWith("]")) {
      throw new IllegalArgumentException(
          "element of an array must be written as [name=text], got: '" + text + "'");
    }
    return new Element(
        segment.substring(1, equals), segment.substring(equals + 1, segment.length() - 1));
  }

  /** The field; null where there is none, or it is null. */
  public @Nullable JsonNode find(JsonNode tree) {
    for (List<Step> steps : alternatives) {
      JsonNode node = tree;
      for (int i = 0; i < steps.size() && node != null; i++) {
        node = steps.get(i).in(node);
      }
      if (node != null && !node.isNull()) {
        return node;
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return text;
  }
}
