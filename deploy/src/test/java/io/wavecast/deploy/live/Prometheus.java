package io.wavecast.deploy.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.wavecast.testkit.process.FreePorts;
import io.wavecast.testkit.process.Program;
import io.wavecast.testkit.process.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A Prometheus server with the configuration of deploy/prometheus, scraping every second. */
final class Prometheus implements AutoCloseable {
  private final int port = FreePorts.next();
  private final Program program;

  private Prometheus(Path dir, Path configuration) throws IOException {
    Path file = configuration.resolve("prometheus.yml");
    String edited =
        Files.readString(file)
            .replace("localhost:9090", "127.0.0.1:" + port)
            .replace("scrape_interval: 10s", "scrape_interval: 1s")
            .replace("scrape_timeout: 5s", "scrape_timeout: 1s")
            .replace("evaluation_interval: 10s", "evaluation_interval: 2s");
    Files.writeString(file, edited);
    program =
        Program.start(
            dir,
            "prometheus",
            List.of(
                "prometheus",
                "--config.file=" + file,
                "--storage.tsdb.path=" + dir.resolve("tsdb"),
                "--web.listen-address=127.0.0.1:" + port));
  }

  /** Starts a server that scrapes one service and sends alerts to one Alertmanager. */
  static Prometheus start(Path dir, int service, int alertmanager) throws IOException {
    Path configuration = dir.resolve("prometheus");
    copy(Repository.path("deploy/prometheus"), configuration);
    Files.writeString(
        configuration.resolve("targets/kafka-streams.yml"),
        "- targets: [127.0.0.1:%d]%n  labels: {application: wavecast, engine: kafka-streams}%n"
            .formatted(service));
    Files.writeString(
        configuration.resolve("alertmanagers.yml"),
        "- targets: [127.0.0.1:%d]%n".formatted(alertmanager));
    return new Prometheus(dir, configuration);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  /** The result of an instant query; it has an element per time series. */
  JsonNode query(String expr) throws IOException {
    return Http.json(port, "/api/v1/query", "query", expr).at("/data/result");
  }

  /** All rules, with their health. */
  List<JsonNode> rules() throws IOException {
    List<JsonNode> rules = new ArrayList<>();
    for (JsonNode group : Http.json(port, "/api/v1/rules").at("/data/groups")) {
      group.path("rules").forEach(rules::add);
    }
    return rules;
  }

  @Override
  public void close() {
    program.close();
  }
}
