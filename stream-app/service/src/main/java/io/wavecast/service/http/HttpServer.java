package io.wavecast.service.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.config.HttpKeys;
import io.wavecast.config.Settings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.UsageException;
import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.service.console.Asset;
import io.wavecast.service.console.ConsoleAnswer;
import io.wavecast.service.console.ConsoleApi;
import io.wavecast.service.console.ConsoleQuery;
import io.wavecast.service.http.RefusedRequests.Reason;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /metrics}, {@code /health/live}, {@code /health/ready}, the console and its {@code
 * /api}, on one port or with metrics and health on another. The body of a request is read only for
 * the record of a page. Limits: {@link Connectors}; who is answered: {@link Access}.
 */
public final class HttpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String EVENTS = "text/event-stream";
  private static final String METRICS = "/metrics";

  /** Header of requests that write. */
  private static final String WRITES = "X-Wavecast-Console";

  /** Paths that need no token: a probe has none. */
  private static final Set<String> OPEN = Set.of("/health/live", "/health/ready");

  /** Where pages come from that may not keep the console busy. */
  private static final Set<String> FOREIGN = Set.of("cross-site", "same-site");

  /** A page of metrics takes so long that more at once would keep health from its answers. */
  static final int SCRAPES = 4;

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

  private static final Answer TOKEN_NEEDED =
      Answer.json(
          401,
          JsonWriter.value(
              JsonWriter.fields(
                  "error",
                  "a token is needed: Authorization: Bearer TOKEN, or the token as the password of"
                      + " any user")));

  private final List<Listener> listeners;
  private final List<HostGuard> guards;
  private final Access access;
  private final Connectors connectors;
  private final ConsoleApi console;
  private final Server server = new Server();
  private final Semaphore scrapes = new Semaphore(SCRAPES);
  private final Map<String, Function<Request, Answer>> routes = new HashMap<>();

  /** What is answered to a request. */
  private record Answer(int status, String type, byte[] body) {
    static Answer json(int status, byte[] body) {
      return new Answer(status, JSON, body);
    }

    static Answer of(ConsoleAnswer told) {
      return json(told.status(), told.json());
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
    this.console = sources.console();
    addRoutes(settings, sources);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            write(request, response, callback);
            return true;
          }
        });
    server.setErrorHandler(
        (request, response, callback) -> { // Jetty's own tells messages and lacks these headers
          HEADERS.forEach(response.getHeaders()::put);
          response.getHeaders().put("Content-Type", TEXT);
          String line = HttpStatus.getMessage(response.getStatus()) + "\n";
          response.write(true, ByteBuffer.wrap(line.getBytes(UTF_8)), callback);
          return true;
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

  private void addRoutes(Settings settings, Sources sources) {
    routes.put(METRICS, request -> metrics(sources, request));
    routes.put("/health/live", request -> health(request, "live", sources.health().live()));
    routes.put("/health/ready", request -> health(request, "ready", sources.health().ready()));
    ConsoleApi.READS.forEach(path -> routes.put(path, r -> Answer.of(console.get(path, query(r)))));
    ConsoleApi.WRITES.forEach(path -> routes.put(path, r -> write(path, r)));
    ConsoleApi.STREAMS.forEach(path -> routes.put(path, r -> new Answer(200, EVENTS, new byte[0])));
    addAssets(Asset.all());
    addAssets(Asset.pages(settings));
  }

  private void addAssets(Map<String, Asset> assets) {
    assets.forEach(
        (path, asset) -> {
          Answer answer = new Answer(200, asset.type(), asset.content());
          routes.put(path, request -> answer);
        });
  }

  private Answer metrics(Sources sources, Request request) {
    if (!scrapes.tryAcquire()) {
      return Answer.text(503, "at most " + SCRAPES + " scrapes at the same time");
    }
    try {
      var page = sources.metrics().apply(request.getHeaders().get("Accept"));
      return new Answer(200, page.type(), page.content().getBytes(UTF_8));
    } finally {
      scrapes.release();
    }
  }

  /** The reasons name addresses of the cluster, so they need the token. */
  private Answer health(Request request, String state, Checks checks) {
    Map<String, String> reasons = checks.reasons();
    return new Answer(
        reasons.isEmpty() ? 200 : 503, JSON, Checks.json(state, reasons, access.allows(request)));
  }

  private static ConsoleQuery query(Request request) {
    return new ConsoleQuery(Request.extractQueryParameters(request)::getValue);
  }

  /** A page of another site cannot send the header without asking first, which is refused. */
  private Answer write(String path, Request request) {
    return Answer.of(
        request.getHeaders().contains(WRITES)
            ? console.post(path, query(request), Content.Source.asInputStream(request))
            : ConsoleAnswer.error(403, "header is missing: " + WRITES));
  }

  /** Tells a browser of changes, on this thread, until it goes away. */
  private void stream(Request request, Response response, Callback callback) {
    Connection connection = request.getConnectionMetaData().getConnection();
    SlowConnections slow = connectors.slow(request);
    slow.keep(connection);
    response.getHeaders().put("Connection", "close"); // it is not watched any more
    try (OutputStream out = new BufferedOutputStream(Content.Sink.asOutputStream(response))) {
      String path = Request.getPathInContext(request);
      int status = console.stream(path, query(request), out);
      if (status != 200) {
        response.setStatus(status);
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("a stream of changes has ended", e);
      callback.failed(e);
      return;
    }
    slow.watch(connection); // a client that is told no, or no more, may not close it
    callback.succeeded();
  }

  private void write(Request request, Response response, Callback callback) {
    HEADERS.forEach(response.getHeaders()::put);
    boolean allowed = access.allows(request);
    if (!allowed) {
      response.getHeaders().put("Connection", "close"); // no keep-alive without the token
    }
    Answer answer = answer(request, response, allowed);
    byte[] body = answer.body;
    response.setStatus(answer.status);
    response.getHeaders().put("Content-Type", answer.type);
    if (answer.type.equals(EVENTS) && request.getMethod().equals("GET")) {
      stream(request, response, callback);
      return;
    }
    if (body.length > COMPRESSED && request.getHeaders().contains("Accept-Encoding", "gzip")) {
      response.getHeaders().put("Content-Encoding", "gzip");
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
      access.countRefused(request);
      return TOKEN_NEEDED;
    }
    String site = request.getHeaders().get("Sec-Fetch-Site"); // programs send none
    if (path.startsWith("/api/") && FOREIGN.contains(String.valueOf(site))) {
      return Answer.text(403, "not for pages of other sites");
    }
    Function<Request, Answer> route = routes.get(path);
    if (route == null) {
      return Answer.text(404, "not found");
    }
    if (!isOn(listener, path)) {
      return Answer.text(404, "on another port");
    }
    List<String> methods =
        ConsoleApi.WRITES.contains(path) ? List.of("POST") : List.of("GET", "HEAD");
    if (!methods.contains(request.getMethod())) {
      response.getHeaders().put("Allow", String.join(", ", methods));
      return Answer.text(405, "only " + String.join(", ", methods));
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
