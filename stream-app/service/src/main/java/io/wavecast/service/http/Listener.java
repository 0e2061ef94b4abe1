package io.wavecast.service.http;

import io.wavecast.config.HttpKeys;
import io.wavecast.config.Settings;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import io.wavecast.core.text.UsageException;
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
  /**
   * The listener of the console, and that of the management port if it has its own.
   *
   * @throws UsageException when both have the same port
   */
  static List<Listener> of(Settings settings) {
    String host = settings.get(HttpKeys.HOST);
    int port = settings.get(HttpKeys.PORT);
    if (port != 0 && settings.get(HttpKeys.MANAGEMENT_PORT).filter(p -> p == port).isPresent()) {
      throw settings.refuse(HttpKeys.MANAGEMENT_PORT, " must differ from http.port, " + port);
    }
    Listener console = new Listener(host, port);
    return settings
        .get(HttpKeys.MANAGEMENT_PORT)
        .map(own -> List.of(console, new Listener(host, own)))
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
            .formatted(host, port, Throwables.rootMessage(e)),
        e);
  }
}
