package io.wavecast.config;

import java.util.List;

/**
 * A key of what a list or a map in the configuration holds, such as {@code window} of an alert
 * rule.
 *
 * @param name as in the file
 * @param kinds the types that JSON Schema has for its value
 * @param help what it says, and its default
 */
public record Field(String name, List<String> kinds, String help) {
  static Field text(String name, String help) {
    return new Field(name, List.of("string"), help);
  }

  static Field number(String name, String help) {
    return new Field(name, List.of("number"), help);
  }

  /** One text or a list of them. */
  static Field texts(String name, String help) {
    return new Field(name, List.of("string", "array"), help);
  }

  static Field of(String name, String help, String... kinds) {
    return new Field(name, List.of(kinds), help);
  }
}
