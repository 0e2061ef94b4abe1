package io.wavecast.deploy.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wavecast.testkit.process.Program;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** A page of headless Chromium (Debian's package chromium), over its DevTools protocol. */
final class Browser implements AutoCloseable, WebSocket.Listener {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Program program;
  private final WebSocket socket;
  private final AtomicInteger ids = new AtomicInteger();
  private final AtomicLong received = new AtomicLong();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final StringBuilder message = new StringBuilder();

  /** Opens an empty page. */
  Browser(Path dir) throws Exception {
    Path profile = dir.resolve("chromium");
    program =
        Program.start(
            dir,
            "chromium",
            List.of(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank"));
    Path port = profile.resolve("DevToolsActivePort");
    Awaitility.await("Chromium listens")
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> page(port).isPresent());
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(page(port).orElseThrow()), this)
            .get(1, TimeUnit.MINUTES);
    call("Network.enable");
  }

  private static Optional<String> page(Path port) throws IOException {
    int number = Integer.parseInt(Files.readAllLines(port).get(0));
    for (JsonNode target : Http.json(number, "/json/list")) {
      if (target.path("type").asText().equals("page")) {
        return Optional.of(target.path("webSocketDebuggerUrl").asText());
      }
    }
    return Optional.empty();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean isLast) {
    message.append(data);
    if (isLast) {
      take(message.toString());
      message.setLength(0);
    }
    from.request(1);
    return CompletableFuture.completedStage(null);
  }

  private void take(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      if (json.path("method").asText().equals("Network.dataReceived")) {
        received.addAndGet(json.at("/params/dataLength").asLong());
      }
      CompletableFuture<JsonNode> answer = answers.remove(json.path("id").asInt(-1));
      if (answer != null) {
        answer.complete(json);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode call(String method, Object... parameters) throws Exception {
    int id = ids.incrementAndGet();
    ObjectNode request = JSON.createObjectNode().put("id", id).put("method", method);
    ObjectNode values = request.putObject("params");
    for (int i = 0; i < parameters.length; i += 2) {
      values.set((String) parameters[i], JSON.valueToTree(parameters[i + 1]));
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    socket.sendText(request.toString(), true).get(1, TimeUnit.MINUTES);
    return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).path("result");
  }

  void open(String url) throws Exception {
    call("Page.navigate", "url", url);
  }

  /** The theme that the user's system prefers: light or dark. */
  void prefer(String theme) throws Exception {
    call(
        "Emulation.setEmulatedMedia",
        "features",
        List.of(Map.of("name", "prefers-color-scheme", "value", theme)));
  }

  /** The size of the page, pixels. */
  void resize(int width, int height) throws Exception {
    call(
        "Emulation.setDeviceMetricsOverride",
        "width",
        width,
        "height",
        height,
        "deviceScaleFactor",
        1,
        "mobile",
        false);
  }

  /** The value of an expression, after the promise that it may be. */
  JsonNode eval(String expression) throws Exception {
    JsonNode result =
        call(
            "Runtime.evaluate",
            "expression",
            expression,
            "awaitPromise",
            true,
            "returnByValue",
            true);
    if (result.has("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + result.path("exceptionDetails"));
    }
    return result.at("/result/value");
  }

  String text(String selector) throws Exception {
    return eval("document.querySelector('" + selector + "')?.textContent ?? ''").asText();
  }

  void click(String selector) throws Exception {
    eval("document.querySelector('" + selector + "').click()");
  }

  /**
   * Draws a line with the mouse.
   *
   * @param points x and y of each, as parts of the element's width and height
   */
  void drag(String selector, double... points) throws Exception {
    JsonNode box =
        eval(
            "(({x, y, width, height}) => ({x, y, width, height}))(document.querySelector('"
                + selector
                + "').getBoundingClientRect())");
    for (int i = 0; i < points.length; i += 2) {
      double x = box.path("x").asDouble() + points[i] * box.path("width").asDouble();
      double y = box.path("y").asDouble() + points[i + 1] * box.path("height").asDouble();
      if (i == 0) {
        mouse("mousePressed", x, y);
      }
      mouse("mouseMoved", x, y);
      if (i == points.length - 2) {
        mouse("mouseReleased", x, y);
      }
    }
  }

  private void mouse(String type, double x, double y) throws Exception {
    call(
        "Input.dispatchMouseEvent",
        "type",
        type,
        "x",
        x,
        "y",
        y,
        "button",
        "left",
        "buttons",
        type.equals("mouseReleased") ? 0 : 1,
        "clickCount",
        1);
  }

  void awaitTrue(String what, String expression) {
    Awaitility.await(what)
        .atMost(Duration.ofMinutes(3))
        .ignoreExceptionsInstanceOf(IllegalStateException.class) // a page that still loads
        .until(() -> eval("Boolean(" + expression + ")").asBoolean());
  }

  void screenshot(Path file) throws Exception {
    byte[] image = Base64.getDecoder().decode(call("Page.captureScreenshot").path("data").asText());
    Files.createDirectories(file.getParent());
    Files.write(file, image);
  }

  /** Bytes that the page has received so far. */
  long received() {
    return received.get();
  }

  @Override
  public void close() {
    socket.abort();
    program.close();
  }
}
