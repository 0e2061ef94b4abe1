package io.wavecast.service.demo;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.config.GroupProtocol;
import io.wavecast.config.KafkaConfig;
import io.wavecast.core.text.FailureException;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.service.produce.ObservationProducer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * One run of an installed {@code serve}, in a process of its own, on an embedded broker and in a
 * temporary folder. Not thread-safe.
 */
final class RecordedServe implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Topics TOPICS = Topics.withPrefix("prepare.");

  private static final Pattern CONSOLE = Pattern.compile("console (http://\\S+)");

  private final Path home;
  private final GroupProtocol protocol;
  private final Path scratch;

  private RecordedServe(Path home, GroupProtocol protocol, Path scratch) {
    this.home = home;
    this.protocol = protocol;
    this.scratch = scratch;
  }

  static RecordedServe create(Path home, GroupProtocol protocol) throws IOException {
    return new RecordedServe(home, protocol, Files.createTempDirectory("wavecast-prepare-"));
  }

  /**
   * Runs it up to its first forecast and an answer of its HTTP endpoint, and ends it.
   *
   * @return the archive of its classes; it exists until {@link #close}
   * @throws FailureException if it writes no forecast or no archive
   */
  Path record() throws IOException {
    Path archive = scratch.resolve("serve.jsa");
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(new BrokerSettings(scratch.resolve("broker"), 0))) {
      Process serve = start(broker.bootstrapServers(), archive);
      try {
        awaitForecast(broker.bootstrapServers());
        ask("/health/ready");
        ask("/metrics");
      } finally {
        serve.destroy(); // SIGTERM: the JVM writes the archive at its end
      }
      if (!serve.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        serve.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailureException("interrupted", e);
    }
    if (!Files.isRegularFile(archive)) {
      throw new FailureException("this JVM wrote no archive: " + lastLine());
    }
    return archive;
  }

  private Process start(String servers, Path archive) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            home.resolve("bin/wavecast").toString(),
            "serve",
            "--bootstrap-servers=" + servers,
            "--topics-prefix=prepare.",
            "--topics-partitions=1",
            "--group-protocol=" + protocol.name().toLowerCase(Locale.ROOT),
            "--http-port=0",
            "--data-dir=" + scratch.resolve("data"));
    // settings of this process's user are not those of this run
    builder.environment().keySet().removeIf(name -> name.startsWith("WAVECAST_"));
    builder.environment().put("WAVECAST_JAVA_OPTS", "-XX:ArchiveClassesAtExit=" + archive);
    return builder.redirectErrorStream(true).redirectOutput(log().toFile()).start();
  }

  private void awaitForecast(String servers) throws IOException {
    KafkaConfig kafka =
        new KafkaConfig(servers, Map.of("max.block.ms", Long.toString(PATIENCE.toMillis())));
    try (ObservationProducer producer = new ObservationProducer(kafka, TOPICS.observations());
        KafkaConsumer<byte[], byte[]> forecasts =
            new KafkaConsumer<>(
                kafka.client(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      // waits until serve has created its topics; the second observation of a series has a forecast
      producer.send(new Observation("prepare", 60_000, 1));
      producer.send(new Observation("prepare", 120_000, 2));
      producer.flush();
      TopicPartition partition = new TopicPartition(TOPICS.forecasts(), 0);
      forecasts.assign(List.of(partition));
      forecasts.seekToBeginning(List.of(partition));
      if (forecasts.poll(PATIENCE).isEmpty()) {
        throw new FailureException("serve wrote no forecast: " + lastLine());
      }
    }
  }

  /** Asks as a probe and Prometheus do: what answers them is loaded with the first request. */
  private void ask(String path) throws IOException, InterruptedException {
    Matcher console = CONSOLE.matcher(Files.readString(log(), StandardCharsets.UTF_8));
    if (!console.find()) {
      throw new FailureException("serve named no console: " + lastLine());
    }
    HttpRequest request = HttpRequest.newBuilder(URI.create(console.group(1) + path)).build();
    int status =
        HttpClient.newHttpClient()
            .send(request, HttpResponse.BodyHandlers.discarding())
            .statusCode();
    if (status != 200) {
      throw new FailureException("serve answered %d to %s".formatted(status, path));
    }
  }

  private Path log() {
    return scratch.resolve("serve.log");
  }

  private String lastLine() throws IOException {
    List<String> lines = Files.readString(log(), StandardCharsets.UTF_8).lines().toList();
    return lines.isEmpty() ? "no output" : lines.get(lines.size() - 1);
  }

  /** Deletes its files. */
  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(scratch)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
