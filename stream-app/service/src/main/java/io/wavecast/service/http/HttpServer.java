package io.wavecast.service.http;

import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import io.wavecast.config.HttpKeys;
import io.wavecast.config.Settings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.UsageException;
import io.wavecast.service.console.Asset;
import io.wavecast.service.console.ConsoleApi;
import io.wavecast.service.console.IncidentsJson;
import io.wavecast.service.metrics.Exposition;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /metrics}, {@code /health/live}, {@code /health/ready}, {@code /api/status}, {@code
 * /api/live}, {@code /api/incidents} and the console, on one port or with metrics and health on
 * another. Read-only: no request changes anything, and no body of a request is read. Limits: {@link
 * Connectors}; who is answered: {@link Access}.
 */
public final class HttpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
  private static final String JSON = "application/json";
  private static final String METRICS = "/metrics";

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

  private final List<Listener> listeners;
  private final List<HostGuard> guards;
  private final Access access;
  private final Connectors connectors;
  private final Javalin javalin;

  private HttpServer(Settings settings, List<Listener> listeners, Access access, Sources sources) {
    List<String> names = settings.get(HttpKeys.ALLOWED_HOSTS);
    this.listeners = listeners;
    this.guards = listeners.stream().map(at -> new HostGuard(at.host(), names)).toList();
    this.access = access;
    this.connectors = new Connectors(listeners, access);
    this.javalin =
        Javalin.create(
            c -> {
              c.startup.showJavalinBanner = false;
              c.startup.startupWatcherEnabled = false;
              c.router.ignoreTrailingSlashes = false; // a path that isOn does not know
              connectors.addTo(c.jetty);
              c.routes.before(this::prepare);
              routes(c.routes, sources);
            });
  }

  /**
   * Starts to listen.
   *
   * @param metrics gets refused requests, the certificate's end, and whether the files of token and
   *     certificate can be used
   * @throws FailureException when it cannot listen there, or a file of token or certificate cannot
   *     be used
   * @throws UsageException when other machines would be served without TLS or token
   */
  public static HttpServer start(Settings settings, Sources sources, Metrics metrics) {
    List<Listener> listeners = Listener.of(settings);
    Access access = Access.open(settings, listeners, metrics, LOG::warn);
    try {
      listeners.forEach(Listener::requireFree);
      HttpServer server = new HttpServer(settings, listeners, access, sources);
      server.listen();
      return server;
    } catch (RuntimeException e) {
      access.close();
      throw e;
    }
  }

  /**
   * Requires that the ports are free.
   *
   * @throws FailureException when one is not
   */
  public static void requireFree(Settings settings) {
    Listener.of(settings).forEach(Listener::requireFree);
  }

  /**
   * Checks what {@link #start} checks, except for the ports.
   *
   * @param warnings gets what {@link #start} would warn of
   * @throws FailureException when a file of token or certificate cannot be used
   * @throws UsageException when other machines would be served without TLS or token
   */
  public static void check(Settings settings, Consumer<String> warnings) {
    Access.open(settings, Listener.of(settings), Metrics.NONE, warnings).close();
  }

  private void listen() {
    try {
      javalin.start();
    } catch (RuntimeException e) {
      javalin.stop();
      connectors.close();
      throw listeners.get(0).cannotListen(e);
    }
  }

  private void prepare(Context context) {
    HEADERS.forEach(context::header);
    String path = context.path();
    int listener = Connectors.listener(context);
    boolean allowed = access.allows(context);
    if (!allowed) {
      context.header("Connection", "close"); // whoever is unknown keeps none of them
    }
    if (!guards.get(listener).knows(context.header("Host"))) {
      access.refuseHost(context);
    } else if (!Access.OPEN.contains(path) && !allowed) {
      access.refuse(context);
    } else if (!isOn(listener, path)) {
      context.status(HttpStatus.NOT_FOUND).result("on another port\n").skipRemainingHandlers();
    }
  }

  /** Health is on every port, because the console shows it. */
  private boolean isOn(int listener, String path) {
    return listeners.size() == 1
        || Access.OPEN.contains(path)
        || path.equals(METRICS) == (listener == 1);
  }

  private void routes(RoutesConfig routes, Sources sources) {
    read(routes, METRICS, c -> answer(c, sources.metrics().apply(c.header("Accept"))));
    read(routes, "/health/live", c -> health(c, "live", sources.health().live()));
    read(routes, "/health/ready", c -> health(c, "ready", sources.health().ready()));
    read(
        routes,
        "/api/status",
        c -> c.contentType(JSON).result(ConsoleApi.status(sources.status().get())));
    read(
        routes,
        "/api/live",
        c ->
            c.contentType(JSON)
                .result(
                    ConsoleApi.live(
                        sources
                            .live()
                            .apply(Objects.requireNonNullElse(c.queryParam("series"), "")))));
    read(
        routes,
        "/api/incidents",
        c -> c.contentType(JSON).result(IncidentsJson.of(sources.incidents().get())));
    Asset.all()
        .forEach(
            (path, asset) ->
                read(routes, path, c -> c.contentType(asset.type()).result(asset.content())));
  }

  /** HEAD answers what GET does, without the body; Javalin alone would answer it with 200. */
  private static void read(RoutesConfig routes, String path, Handler handler) {
    routes.get(path, handler);
    routes.head(path, handler);
  }

  private static void answer(Context context, Exposition metrics) {
    context.contentType(metrics.type()).result(metrics.content());
  }

  /** The reasons name addresses of the cluster, so they need the token. */
  private void health(Context context, String state, Checks checks) {
    Map<String, String> reasons = checks.reasons();
    context
        .status(reasons.isEmpty() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .contentType(JSON)
        .result(Checks.json(state, reasons, access.allows(context)));
  }

  public int port() {
    return connectors.port(0);
  }

  /** The port of metrics and health; that of the console if they have none of their own. */
  public int managementPort() {
    return connectors.port(listeners.size() - 1);
  }

  /** Where a browser on this machine finds the console. */
  public String url() {
    String host = listeners.get(0).host();
    String name = host.equals("0.0.0.0") ? "127.0.0.1" : host;
    String scheme = access.tls().isPresent() ? "https://" : "http://";
    return scheme + (name.contains(":") ? "[" + name + "]" : name) + ":" + port();
  }

  Javalin javalin() {
    return javalin;
  }

  Connectors connectors() {
    return connectors;
  }

  Access access() {
    return access;
  }

  @Override
  public void close() {
    javalin.stop();
    connectors.close();
    access.close();
  }
}
