package io.wavecast.config;

import io.wavecast.core.text.Suggest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the list {@code inputs}: keys and their texts, lists of texts or maps of texts. Each
 * method throws an {@link IllegalArgumentException} that names the input and the key. Not
 * thread-safe.
 */
final class InputEntry {
  private static final List<String> KEYS =
      InputKeys.INPUTS.type().fields().stream().map(Field::name).sorted().toList();

  private final String title;
  private final Map<String, Object> values;
  private final Set<String> asked = new HashSet<>();

  /**
   * @param number of the entry, from 1
   */
  InputEntry(int number, Map<?, ?> values) {
    this.values = new LinkedHashMap<>();
    values.forEach((key, value) -> this.values.put(String.valueOf(key), value));
    Object name = this.values.get("name");
    this.title = name == null ? "input " + number : "input '" + name + "'";
  }

  /** Whether a key is given. */
  boolean has(String key) {
    asked.add(key);
    return values.get(key) != null;
  }

  /** The value of a key, read from its text; empty where it is not given. */
  <T> Optional<T> read(String key, Function<String, T> parser) {
    return has(key) ? Optional.of(named(key, () -> parser.apply(text(value(key))))) : none();
  }

  /** The values of a key that may be one text or a list; empty where it is not given. */
  <T> List<T> readAll(String key, Function<String, T> parser) {
    if (!has(key)) {
      return List.of();
    }
    List<T> all = new ArrayList<>();
    List<?> items = value(key) instanceof List<?> list ? list : List.of(value(key));
    items.forEach(item -> all.add(named(key, () -> parser.apply(text(item)))));
    return all;
  }

  /** The value of a key, read from a map of texts; empty where it is a text or not given. */
  <T> Optional<T> readMap(String key, Function<Map<String, String>, T> parser) {
    if (!has(key) || !(value(key) instanceof Map<?, ?> map)) {
      return none();
    }
    return Optional.of(
        named(
            key,
            () -> {
              Map<String, String> texts = new LinkedHashMap<>();
              map.forEach((name, text) -> texts.put(String.valueOf(name), text(text)));
              return parser.apply(texts);
            }));
  }

  /** Refuses a number where texts are wanted: a name without quotes may be meant. */
  void requireTexts(String key) {
    Object given = values.get(key);
    for (Object each : given instanceof List<?> list ? list : Arrays.asList(given)) {
      if (each instanceof Number) {
        throw error(
            "%s must be text, got the number %s; write '%s' for a name".formatted(key, each, each));
      }
    }
  }

  /** Refuses a key that has no meaning beside a format. */
  void refuseWith(String format, String key) {
    if (has(key)) {
      throw error("%s must not be set with format %s".formatted(key, format));
    }
  }

  /** Refuses keys that no input has. */
  void requireKnown() {
    for (String key : values.keySet()) {
      if (!KEYS.contains(key)) {
        String hint = Suggest.hint(key, KEYS);
        throw error(
            "unknown key '%s'%s".formatted(key, hint.isEmpty() ? ", known are " + KEYS : hint));
      }
    }
  }

  /**
   * Refuses keys that nobody has asked for: beside the others they have no meaning.
   *
   * @param where they have none, for the message
   */
  void requireMeaning(String where) {
    for (String key : values.keySet()) {
      if (!asked.contains(key)) {
        throw error(key + " has no meaning " + where);
      }
    }
  }

  /** An error of this input. */
  IllegalArgumentException error(String problem) {
    return new IllegalArgumentException(title + ": " + problem);
  }

  /** What is read, with errors that name this input. */
  <T> T named(Supplier<T> read) {
    try {
      return read.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(title + ": " + e.getMessage(), e);
    }
  }

  private <T> T named(String key, Supplier<T> read) {
    try {
      return read.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(title + ", " + key + ": " + e.getMessage(), e);
    }
  }

  private Object value(String key) {
    return Objects.requireNonNull(values.get(key));
  }

  private static String text(@Nullable Object value) {
    if (value == null || value instanceof Map || value instanceof List) {
      throw new IllegalArgumentException("must be plain text");
    }
    return String.valueOf(value);
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }
}
