package io.wavecast.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Kubernetes gives every pod variables of the services in its namespace. Those of a service called
 * {@code wavecast-broker} look like settings, e.g. {@code
 * WAVECAST_BROKER_PORT=tcp://10.96.3.7:9092}, but are none.
 */
final class ServiceLinks {
  private static final Pattern NAME =
      Pattern.compile(
          "WAVECAST_.*_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?"
              + "|PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

  private static final Pattern ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

  private ServiceLinks() {}

  /**
   * The environment without such variables.
   *
   * @param warn gets one line that names them, if there are any
   */
  static Map<String, String> without(Map<String, String> environment, Consumer<String> warn) {
    Map<String, String> rest = new LinkedHashMap<>(environment);
    TreeSet<String> ignored = new TreeSet<>();
    environment.forEach(
        (name, value) -> {
          if (NAME.matcher(name).matches()
              || (name.startsWith("WAVECAST_")
                  && name.endsWith("_PORT")
                  && ADDRESS.matcher(value).matches())) {
            ignored.add(name);
          }
        });
    if (!ignored.isEmpty()) {
      rest.keySet().removeAll(ignored);
      warn.accept(
          "ignored "
              + String.join(", ", ignored)
              + ": Kubernetes sets them for a service (enableServiceLinks: false prevents that)");
    }
    return rest;
  }
}
