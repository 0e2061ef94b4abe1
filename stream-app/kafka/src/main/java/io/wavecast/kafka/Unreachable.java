package io.wavecast.kafka;

import io.wavecast.core.text.Throwables;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.ConfigException;

/** The error messages for a cluster that cannot be reached, the same in every program. */
public final class Unreachable {
  private Unreachable() {}

  /**
   * The message when there was no answer.
   *
   * @param client its properties
   * @param within how long was waited
   */
  public static String noAnswer(Map<?, ?> client, Duration within) {
    Object protocol = client.get(AdminClientConfig.SECURITY_PROTOCOL_CONFIG);
    return "no answer from the cluster at %s within %.0f s: is a broker running there that speaks %s?"
        .formatted(
            servers(client),
            within.toMillis() / 1000.0,
            Objects.requireNonNullElse(protocol, AdminClientConfig.DEFAULT_SECURITY_PROTOCOL));
  }

  /**
   * The message when no client could be made because no name is known.
   *
   * @param client its properties
   * @param failure why it could not be made
   * @return empty if that was not the reason
   */
  public static Optional<String> noAddress(Map<?, ?> client, Throwable failure) {
    Throwable cause = Throwables.root(failure);
    return cause instanceof ConfigException && Throwables.oneLine(cause).contains("resolvable")
        ? Optional.of("no host name of bootstrap.servers can be resolved: " + servers(client))
        : Optional.empty();
  }

  private static Object servers(Map<?, ?> client) {
    return String.valueOf(client.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
  }
}
