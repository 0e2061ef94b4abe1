package io.wavecast.service.http;

import io.wavecast.config.HttpKeys;
import io.wavecast.config.Settings;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.UsageException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * An address to listen on.
 *
 * @param key the setting that names the host, for messages
 * @param host name or address
 * @param port 0 takes a free one
 */
record Listener(String key, String host, int port) {

  /** The listener of the console, and that of the management port if it has its own. */
  static List<Listener> of(Settings settings) {
    String host = settings.get(HttpKeys.HOST);
    Listener console = new Listener(HttpKeys.HOST.name(), host, settings.get(HttpKeys.PORT));
    Optional<String> own = settings.get(HttpKeys.MANAGEMENT_HOST);
    Optional<Integer> port = settings.get(HttpKeys.MANAGEMENT_PORT);
    if (port.isEmpty()) {
      if (own.isPresent()) {
        throw new UsageException("http.management-host needs http.management-port");
      }
      return List.of(console);
    }
    String key = (own.isPresent() ? HttpKeys.MANAGEMENT_HOST : HttpKeys.HOST).name();
    return List.of(console, new Listener(key, own.orElse(host), port.get()));
  }

  /** Whether only this machine can reach it. */
  boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw cannotListen(e);
    }
  }

  FailureException cannotListen(Exception e) {
    return new FailureException(
        "HTTP cannot listen on %s:%d: %s; choose another with --http-host or --http-port"
            .formatted(host, port, e.getMessage()),
        e);
  }
}
