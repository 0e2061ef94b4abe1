package io.wavecast.schemas;

import java.util.List;

/** The rules for names of topics. */
public final class TopicNames {
  private static final String ALLOWED = "[a-zA-Z0-9._-]{1,249}";

  private TopicNames() {}

  /**
   * Requires names that Kafka allows, each once.
   *
   * @throws IllegalArgumentException when Kafka would reject a name, or one is given twice
   */
  public static void check(List<String> names) {
    for (String name : names) {
      if (!name.matches(ALLOWED) || name.equals(".") || name.equals("..")) {
        throw new IllegalArgumentException(
            "topic name must have 1..249 of the characters a-z A-Z 0-9 . _ -, got: '" + name + "'");
      }
    }
    if (names.stream().distinct().count() < names.size()) {
      throw new IllegalArgumentException("topics must have different names, got: " + names);
    }
  }
}
