package io.wavecast.service.http;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
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

  private final List<ServerConnector> connectors = new ArrayList<>();
  private final List<SlowConnections> slow = new ArrayList<>();
  private final List<Listener> listeners;

  Connectors(Server server, List<Listener> listeners, Access access) {
    this.listeners = listeners;
    for (Listener listener : listeners) {
      ServerConnector connector = connector(server, listener, access);
      SlowConnections ownSlow = new SlowConnections();
      connector.addBean(ownSlow);
      slow.add(ownSlow);
      connectors.add(connector);
      server.addConnector(connector);
    }
  }

  private static ServerConnector connector(Server server, Listener listener, Access access) {
    HttpConfiguration http = new HttpConfiguration();
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
    http.setSendServerVersion(false);
    if (access.tls().isPresent()) {
      // before the connector, which else adds one that refuses names which no certificate has;
      // HostGuard checks names; probes and Prometheus use addresses
      http.addCustomizer(new SecureRequestCustomizer(false));
    }
    HttpConnectionFactory factory = new HttpConnectionFactory(http);
    ServerConnector connector =
        access
            .tls()
            .map(tls -> new ServerConnector(server, tls.factory(), factory))
            .orElseGet(() -> new ServerConnector(server, factory));
    connector.setHost(listener.host());
    connector.setPort(listener.port());
    connector.setIdleTimeout(IDLE.toMillis());
    connector.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, connector));
    return connector;
  }

  /**
   * Takes the ports.
   *
   * @throws io.wavecast.core.text.FailureException that names one that is not free
   */
  void open() {
    for (int i = 0; i < connectors.size(); i++) {
      try {
        connectors.get(i).open();
      } catch (IOException e) {
        throw listeners.get(i).cannotListen(e);
      }
    }
  }

  /** The index of the listener that a request came through. */
  int listener(Request request) {
    return connectors.indexOf(request.getConnectionMetaData().getConnector());
  }

  /** The slow connections of the port that a request came through. */
  SlowConnections slow(Request request) {
    return slow.get(listener(request));
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
    connectors.forEach(ServerConnector::close); // also those of a server that never started
  }
}
