package io.wavecast.service.http;

import io.wavecast.config.HttpKeys;
import io.wavecast.config.Settings;
import io.wavecast.core.text.FailureException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * An address to listen on.
 *
 * @param host name or address
 * @param port 0 takes a free one
 */
record Listener(String host, int port) {
  /** The listener of the console, and that of the management port if it has its own. */
  static List<Listener> of(Settings settings) {
    String host = settings.get(HttpKeys.HOST);
    Listener console = new Listener(host, settings.get(HttpKeys.PORT));
    return settings
        .get(HttpKeys.MANAGEMENT_PORT)
        .map(port -> List.of(console, new Listener(host, port)))
        .orElse(List.of(console));
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
