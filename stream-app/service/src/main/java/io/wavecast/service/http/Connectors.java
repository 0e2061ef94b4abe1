package io.wavecast.service.http;

import io.javalin.config.JettyConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The ports of the server, with their limits: at most {@value #MAX_CONNECTIONS} connections each
 * while new ones close the oldest, so that those of one port do not take the other's, {@value
 * #MAX_HEADER_BYTES} bytes of headers a request, and 30 s between two requests of a connection; see
 * {@link SlowConnections}. A connection ends after a request without the token where one is needed.
 */
final class Connectors implements AutoCloseable {
  private static final int MAX_CONNECTIONS = 256;
  private static final int MAX_HEADER_BYTES = 8 << 10;
  private static final Duration IDLE = Duration.ofSeconds(30);

  private static final String LISTENER = "io.wavecast.listener";

  private final List<ServerConnector> connectors = new ArrayList<>();
  private final List<SlowConnections> slow = new ArrayList<>();
  private final List<Listener> listeners;
  private final Access access;

  Connectors(List<Listener> listeners, Access access) {
    this.listeners = listeners;
    this.access = access;
  }

  void addTo(JettyConfig jetty) {
    jetty.modifyHttpConfiguration(this::limit);
    for (int i = 0; i < listeners.size(); i++) {
      int listener = i;
      jetty.addConnector((server, http) -> connector(server, http, listener));
    }
  }

  private void limit(HttpConfiguration http) {
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
    http.setSendServerVersion(false);
    if (access.tls().isPresent()) {
      // HostGuard checks names; probes and Prometheus use addresses, which no certificate names
      http.addCustomizer(new SecureRequestCustomizer(false));
    }
  }

  private ServerConnector connector(Server server, HttpConfiguration http, int index) {
    Listener listener = listeners.get(index);
    HttpConfiguration own = new HttpConfiguration(http);
    own.addCustomizer(
        (request, headers) -> {
          request.setAttribute(LISTENER, index);
          return request;
        });
    HttpConnectionFactory factory = new HttpConnectionFactory(own);
    ServerConnector connector =
        access
            .tls()
            .map(tls -> new ServerConnector(server, tls.factory(), factory))
            .orElseGet(() -> new ServerConnector(server, factory));
    connector.setHost(listener.host());
    connector.setPort(listener.port());
    connector.setIdleTimeout(IDLE.toMillis());
    connector.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, connector));
    SlowConnections ownSlow = new SlowConnections();
    slow.add(ownSlow);
    connector.addBean(ownSlow);
    connectors.add(connector);
    return connector;
  }

  /** The index of the listener that a request came through. */
  static int listener(Context request) {
    Integer listener = request.attribute(LISTENER);
    return Objects.requireNonNull(listener);
  }

  /** Looks for slow connections of every port. */
  void sweep() {
    slow.forEach(SlowConnections::sweep);
  }

  /** The port that a listener got. */
  int port(int listener) {
    return connectors.get(listener).getLocalPort();
  }

  @Override
  public void close() {
    slow.forEach(SlowConnections::close);
  }
}
