package io.wavecast.config;

import io.wavecast.core.text.Suggest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Environment variables that look like settings but are none. */
final class Variables {
  private static final String PREFIX = "WAVECAST_";

  private static final Set<String> KNOWN =
      Keys.names().stream()
          .map(name -> Key.variable(name).substring(PREFIX.length()))
          .collect(Collectors.toUnmodifiableSet());

  /**
   * Kubernetes gives every pod variables of the services in its namespace. Those of a service
   * called {@code wavecast-broker} look like settings, e.g. {@code
   * WAVECAST_BROKER_PORT=tcp://10.96.3.7:9092}.
   */
  private static final Pattern SERVICE =
      Pattern.compile(
          "WAVECAST_[^=]*(_SERVICE_(HOST|PORT(_[A-Z0-9_]+)?)="
              + "|_PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?=|_PORT=(tcp|udp|sctp)://)");

  private Variables() {}

  /**
   * The environment without variables of services.
   *
   * @param warn gets one line that names them, if there are any
   */
  static Map<String, String> withoutServices(
      Map<String, String> environment, Consumer<String> warn) {
    Map<String, String> rest = new LinkedHashMap<>(environment);
    Set<String> ignored = new TreeSet<>();
    environment.forEach(
        (name, value) -> {
          if (SERVICE.matcher(name + '=' + value).lookingAt()) {
            ignored.add(name);
          }
        });
    rest.keySet().removeAll(ignored);
    if (!ignored.isEmpty()) {
      warn.accept(
          "ignored "
              + String.join(", ", ignored)
              + ": Kubernetes sets them for a service (enableServiceLinks: false prevents that)");
    }
    return rest;
  }

  /**
   * Reports variables whose name is nearly that of a setting. Others may belong to other programs.
   *
   * @param environment without variables of services
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
