package io.wavecast.deploy.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.wavecast.testkit.process.FreePorts;
import io.wavecast.testkit.process.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An Alertmanager, and a receiver of its notifications. */
final class Alertmanager implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final int port = FreePorts.next();
  private final List<Notification> notifications = new CopyOnWriteArrayList<>();
  private final HttpServer receiver;
  private final Program program;

  /** One alert of a notification; {@code status} is firing or resolved. */
  record Notification(String series, String severity, String status, Instant startsAt) {}

  Alertmanager(Path dir) throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/", this::receive);
    receiver.start();
    Path file = dir.resolve("alertmanager.yml");
    Files.writeString(
        file,
        """
        route: {receiver: log, group_by: [alertname, series, severity], group_wait: 1s, group_interval: 5s, repeat_interval: 12h}
        receivers: [{name: log, webhook_configs: [{url: 'http://127.0.0.1:%d/', send_resolved: true}]}]
        """
            .formatted(receiver.getAddress().getPort()));
    program =
        Program.start(
            dir,
            "alertmanager",
            List.of(
                "prometheus-alertmanager",
                "--config.file=" + file,
                "--storage.path=" + dir.resolve("alertmanager"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address="));
  }

  int port() {
    return port;
  }

  /** The firing alerts of a series. */
  JsonNode firing(String series) throws IOException {
    String filter = "series=\"" + series + "\"";
    return Http.json(port, "/api/v2/alerts", "filter", filter, "active", "true");
  }

  /** The notifications about a series so far, in order. */
  List<Notification> notifications(String series) {
    return notifications.stream().filter(n -> n.series().equals(series)).toList();
  }

  private void receive(HttpExchange exchange) throws IOException {
    JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
    for (JsonNode alert : body.path("alerts")) {
      notifications.add(
          new Notification(
              alert.at("/labels/series").asText(),
              alert.at("/labels/severity").asText(),
              alert.path("status").asText(),
              Instant.parse(alert.path("startsAt").asText())));
    }
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  @Override
  public void close() {
    program.close();
    receiver.stop(0);
  }
}
