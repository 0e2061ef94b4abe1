package io.wavecast.service.delivery;

import com.sun.net.httpserver.HttpExchange;
import io.wavecast.onnx.support.LimitedHttp;
import io.wavecast.testkit.http.LocalServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/** A small HTTP server that keeps its requests and answers as the test configures. */
final class FakeReceiver implements AutoCloseable {
  /** A client for it. */
  static final Supplier<LimitedHttp> HTTP =
      () -> new LimitedHttp(Duration.ofSeconds(5), HttpClient.Redirect.NEVER);

  private final LocalServer server;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile Function<Request, Integer> answer = request -> 200;

  /** A request that it received. */
  record Request(String path, Map<String, List<String>> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name, List.of("")).get(0);
    }
  }

  FakeReceiver() {
    this(new LocalServer());
  }

  FakeReceiver(LocalServer server) {
    this.server = server;
    server.handle("/", this::handle);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Request request =
        new Request(
            exchange.getRequestURI().getPath(), Map.copyOf(exchange.getRequestHeaders()), body);
    int status = answer.apply(request);
    requests.add(request);
    byte[] text = ("answer " + status).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }

  /** Answers with a status, which may depend on the request. */
  void answer(Function<Request, Integer> status) {
    answer = status;
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  List<String> bodies() {
    return requests.stream().map(Request::body).toList();
  }

  URI url(String path) {
    return server.url(path);
  }

  @Override
  public void close() {
    server.close();
  }
}
