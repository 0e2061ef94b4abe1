package io.wavecast.config;

import io.wavecast.core.text.Suggest;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Environment variables that look like settings but are none. */
final class Variables {
  private static final String PREFIX = "WAVECAST_";

  private static final Set<String> KNOWN =
      Keys.names().stream()
          .map(name -> Key.variable(name).substring(PREFIX.length()))
          .collect(Collectors.toUnmodifiableSet());

  private Variables() {}

  /**
   * Reports variables whose name is nearly that of a setting. Others may belong to other programs.
   *
   * @param environment without {@link ServiceLinks}
   * @param warn gets a line for each
   */
  static void check(Map<String, String> environment, Consumer<String> warn) {
    environment.keySet().stream()
        .filter(variable -> variable.startsWith(PREFIX))
        .map(variable -> variable.substring(PREFIX.length()))
        .filter(name -> !KNOWN.contains(name) && !name.startsWith("KAFKA_"))
        .sorted()
        .forEach(
            name ->
                Suggest.nearest(name, KNOWN)
                    .ifPresent(
                        near ->
                            warn.accept(
                                "ignored %1$s%2$s, which is no setting; did you mean %1$s%3$s?"
                                    .formatted(PREFIX, name, near))));
  }
}
