package io.wavecast.service.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.config.HttpKeys;
import io.wavecast.config.Settings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.UsageException;
import io.wavecast.service.console.Asset;
import io.wavecast.service.console.ConsoleApi;
import io.wavecast.service.console.IncidentsJson;
import io.wavecast.service.http.RefusedRequests.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
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
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String METRICS = "/metrics";

  /** Paths that need no token: a probe has none. */
  private static final Set<String> OPEN = Set.of("/health/live", "/health/ready");

  /**
   * Threads, of which each of {@link SlowConnections#KEPT} connections of two ports may take one.
   */
  private static final int THREADS = 250;

  /** Shorter bodies are not compressed, bytes. */
  private static final int COMPRESSED = 1500;

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
  private final Server server = new Server(new QueuedThreadPool(THREADS));
  private final Map<String, Function<Request, Answer>> routes = new HashMap<>();

  /** What is answered to a request. */
  private record Answer(int status, String type, byte[] body) {
    static Answer json(byte[] body) {
      return new Answer(200, JSON, body);
    }

    static Answer text(int status, String line) {
      return new Answer(status, TEXT, (line + "\n").getBytes(UTF_8));
    }
  }

  private HttpServer(Settings settings, List<Listener> listeners, Access access, Sources sources) {
    List<String> names = settings.get(HttpKeys.ALLOWED_HOSTS);
    this.listeners = listeners;
    this.guards = listeners.stream().map(at -> new HostGuard(at.host(), names)).toList();
    this.access = access;
    this.connectors = new Connectors(server, listeners, access);
    addRoutes(sources);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            write(request, response, callback);
            return true;
          }
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
    HttpServer started =
        new HttpServer(
            settings, listeners, Access.open(settings, listeners, metrics, LOG::warn), sources);
    try {
      started.connectors.open();
      started.server.start();
      return started;
    } catch (FailureException e) {
      started.close();
      throw e;
    } catch (Exception e) {
      started.close();
      throw listeners.get(0).cannotListen(e);
    }
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

  private void addRoutes(Sources sources) {
    routes.put(METRICS, request -> metrics(sources, request));
    routes.put("/health/live", request -> health(request, "live", sources.health().live()));
    routes.put("/health/ready", request -> health(request, "ready", sources.health().ready()));
    routes.put("/api/status", r -> Answer.json(ConsoleApi.status(sources.status().get())));
    routes.put("/api/live", r -> Answer.json(ConsoleApi.live(sources.live().apply(series(r)))));
    routes.put("/api/incidents", r -> Answer.json(IncidentsJson.of(sources.incidents().get())));
    Asset.all()
        .forEach(
            (path, asset) -> routes.put(path, r -> new Answer(200, asset.type(), asset.content())));
  }

  private static Answer metrics(Sources sources, Request request) {
    var page = sources.metrics().apply(request.getHeaders().get("Accept"));
    return new Answer(200, page.type(), page.content().getBytes(UTF_8));
  }

  /** The reasons name addresses of the cluster, so they need the token. */
  private Answer health(Request request, String state, Checks checks) {
    Map<String, String> reasons = checks.reasons();
    return new Answer(
        reasons.isEmpty() ? 200 : 503, JSON, Checks.json(state, reasons, access.allows(request)));
  }

  private static String series(Request request) {
    return Objects.requireNonNullElse(
        Request.extractQueryParameters(request).getValue("series"), "");
  }

  private void write(Request request, Response response, Callback callback) {
    HEADERS.forEach(response.getHeaders()::put);
    boolean allowed = access.allows(request);
    if (!allowed) {
      response.getHeaders().put("Connection", "close"); // whoever is unknown keeps none of them
    }
    Answer answer = answer(request, response, allowed);
    byte[] body = answer.body;
    response.setStatus(answer.status);
    response.getHeaders().put("Content-Type", answer.type);
    if (body.length > COMPRESSED && isGzipAccepted(request)) {
      response.getHeaders().put("Content-Encoding", "gzip");
      response.getHeaders().put("Vary", "Accept-Encoding");
      body = gzip(body);
    }
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  private Answer answer(Request request, Response response, boolean allowed) {
    String path = Request.getPathInContext(request);
    int listener = connectors.listener(request);
    if (!guards.get(listener).knows(request.getHeaders().get("Host"))) {
      access.count(request, Reason.UNKNOWN_HOST);
      return Answer.text(421, "unknown host: allow it with http.allowed-hosts");
    }
    if (!OPEN.contains(path) && !allowed) {
      response.getHeaders().put("WWW-Authenticate", "Basic realm=\"wavecast\"");
      return new Answer(401, JSON, access.refuse(request));
    }
    Function<Request, Answer> route = routes.get(path);
    if (route == null) {
      return Answer.text(404, "not found");
    }
    if (!isOn(listener, path)) {
      return Answer.text(404, "on another port");
    }
    if (!Set.of("GET", "HEAD").contains(request.getMethod())) {
      response.getHeaders().put("Allow", "GET, HEAD");
      return Answer.text(405, "read-only");
    }
    try {
      return route.apply(request);
    } catch (RuntimeException e) {
      if (!(e instanceof HttpException)) { // a query that cannot be read
        LOG.error("{} cannot be answered", path, e);
      }
      throw e;
    }
  }

  /** Health is on every port, because the console shows it. */
  private boolean isOn(int listener, String path) {
    return listeners.size() == 1 || OPEN.contains(path) || path.equals(METRICS) == (listener == 1);
  }

  private static boolean isGzipAccepted(Request request) {
    HttpField accepted = request.getHeaders().getField("Accept-Encoding");
    return accepted != null && accepted.contains("gzip");
  }

  private static byte[] gzip(byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
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

  /** The paths that are served. */
  Set<String> paths() {
    return routes.keySet();
  }

  Connectors connectors() {
    return connectors;
  }

  Access access() {
    return access;
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      LOG.warn("HTTP does not end: {}", e.toString());
    }
    connectors.close();
    access.close();
  }
}
