package io.wavecast.deploy.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.testkit.metrics.Scrape;
import io.wavecast.testkit.process.FreePorts;
import io.wavecast.testkit.process.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** {@code wavecast demo} on free ports. It can be restarted on the same data. */
final class Demo implements AutoCloseable {
  private final Path dir;
  private final List<String> options;
  private final int http = FreePorts.next();
  private final int broker = FreePorts.next();
  private Program program;

  /** Starts it and waits until it is ready. */
  Demo(Path dir, List<String> options, String... once) {
    this.dir = dir;
    this.options = options;
    program = launch(once);
  }

  /** Starts it again with further options, and waits until it is ready. */
  void start(String... once) {
    program = launch(once);
  }

  private Program launch(String... once) {
    List<String> args = new ArrayList<>(List.of("demo"));
    args.addAll(List.of("--data-dir", dir.resolve("data").toString()));
    args.addAll(List.of("--broker-port", "" + broker, "--http-port", "" + http));
    args.addAll(options);
    args.addAll(List.of(once));
    Program started = Program.wavecast(dir, "demo", args.toArray(String[]::new));
    Awaitility.await("the service is ready")
        .atMost(Duration.ofMinutes(4))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () -> {
              started.requireRunning();
              return !Http.get(http, "/health/ready").isEmpty();
            });
    return started;
  }

  int httpPort() {
    return http;
  }

  Scrape scrape() throws IOException {
    return Scrape.of(metrics());
  }

  /** The text of {@code /metrics}. */
  String metrics() throws IOException {
    return Http.get(http, "/metrics");
  }

  KafkaProducer<byte[], byte[]> producer() {
    ByteArraySerializer bytes = new ByteArraySerializer();
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", "127.0.0.1:" + broker, "linger.ms", "20"), bytes, bytes);
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  void requireRunning() {
    program.requireRunning();
  }

  void stop() throws InterruptedException {
    program.stop();
  }

  void kill() throws InterruptedException {
    program.kill();
  }

  @Override
  public void close() {
    program.close();
  }
}
