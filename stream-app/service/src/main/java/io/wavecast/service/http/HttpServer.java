package io.wavecast.service.http;

import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.wavecast.config.HttpKeys;
import io.wavecast.config.Settings;
import io.wavecast.core.text.FailureException;
import io.wavecast.service.console.Asset;
import io.wavecast.service.console.ConsoleApi;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Serves {@code /metrics}, {@code /health/live}, {@code /health/ready}, {@code /api/status}, {@code
 * /api/live} and the console. Read-only: no request changes anything. At most 256 connections, 8
 * KiB of headers per request, and 30 s between two requests of a connection.
 */
public final class HttpServer implements AutoCloseable {
  private static final String JSON = "application/json";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private static final int MAX_HEADER_BYTES = 8 << 10;
  static final int MAX_CONNECTIONS = 256;
  private static final Duration IDLE = Duration.ofSeconds(30);

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src"
              + " 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cache-Control",
          "no-store");

  private final Javalin javalin;
  private final String host;

  private HttpServer(Javalin javalin, String host) {
    this.javalin = javalin;
    this.host = host;
  }

  /**
   * Starts to listen.
   *
   * @throws FailureException when it cannot listen there
   */
  public static HttpServer start(Settings settings, Sources sources) {
    String host = settings.get(HttpKeys.HOST);
    int port = settings.get(HttpKeys.PORT);
    requireFree(host, port);
    HostGuard guard = new HostGuard(host, settings.get(HttpKeys.ALLOWED_HOSTS));
    Javalin javalin =
        Javalin.create(
            c -> {
              c.startup.showJavalinBanner = false;
              c.startup.startupWatcherEnabled = false;
              c.jetty.modifyHttpConfiguration(HttpServer::limit);
              c.jetty.modifyServer(
                  server -> server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server)));
              c.jetty.addConnector((server, http) -> connector(server, http, host, port));
              c.routes.before(context -> prepare(context, guard));
              routes(c.routes, sources);
            });
    try {
      javalin.start();
      return new HttpServer(javalin, host);
    } catch (RuntimeException e) {
      javalin.stop();
      throw cannotListen(host, port, e);
    }
  }

  /** Javalin would log a busy port with a stack trace before it reports it. */
  private static void requireFree(String host, int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      throw cannotListen(host, port, e);
    }
  }

  private static void limit(HttpConfiguration http) {
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
    http.setSendServerVersion(false);
  }

  private static ServerConnector connector(
      Server server, HttpConfiguration http, String host, int port) {
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(IDLE.toMillis());
    return connector;
  }

  private static void prepare(Context context, HostGuard guard) {
    HEADERS.forEach(context::header);
    if (!guard.knows(context.header("Host"))) {
      context
          .status(HttpStatus.MISDIRECTED_REQUEST)
          .result("unknown host: allow it with http.allowed-hosts\n")
          .skipRemainingHandlers();
    }
  }

  private static void routes(RoutesConfig routes, Sources sources) {
    routes.get("/metrics", c -> c.contentType(PROMETHEUS).result(sources.metrics().get()));
    routes.get("/health/live", c -> c.contentType(JSON).result("{\"status\":\"live\"}"));
    routes.get(
        "/health/ready",
        c -> {
          Map<String, String> reasons = sources.health().reasons();
          c.status(reasons.isEmpty() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
              .contentType(JSON)
              .result(Health.json(reasons));
        });
    routes.get(
        "/api/status", c -> c.contentType(JSON).result(ConsoleApi.status(sources.status().get())));
    routes.get("/api/live", c -> c.contentType(JSON).result(ConsoleApi.live(sources.live().get())));
    Asset.all()
        .forEach(
            (path, asset) ->
                routes.get(path, c -> c.contentType(asset.type()).result(asset.content())));
  }

  private static FailureException cannotListen(String host, int port, Exception e) {
    return new FailureException(
        "HTTP cannot listen on %s:%d: %s; choose another with --http-host or --http-port"
            .formatted(host, port, e.getMessage()),
        e);
  }

  public int port() {
    return javalin.port();
  }

  /** Where a browser on this machine finds the console. */
  public String url() {
    String name = host.equals("0.0.0.0") ? "127.0.0.1" : host;
    return "http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port();
  }

  @Override
  public void close() {
    javalin.stop();
  }
}
