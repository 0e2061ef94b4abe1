package io.wavecast.service.delivery;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.onnx.support.DaemonThreads;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The configured deliveries of alerts, each with its own thread and consumer group. */
public final class AlertDeliveries implements AutoCloseable {
  private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
  private static final Duration MAX_DELAY = Duration.ofMinutes(1);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);

  /** Alertmanager resolves an alert that was not re-sent for this many intervals. */
  private static final int KEEP_INTERVALS = 5;

  private final List<AlertDelivery> deliveries = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final List<AutoCloseable> gauges = new ArrayList<>();

  private AlertDeliveries() {}

  /**
   * Starts one delivery per configured sink; there may be none.
   *
   * @param kafka client properties: brokers and security
   * @param application prefix of the consumer groups, and a label of alerts
   * @param topic the alerts topic
   * @throws IllegalArgumentException if a file named by the settings cannot be read
   */
  public static AlertDeliveries start(
      DeliverySettings settings,
      Properties kafka,
      String application,
      String topic,
      Metrics metrics) {
    AlertDeliveries all = new AlertDeliveries();
    for (AlertSink sink : sinks(settings, application)) {
      Properties client = client(kafka, application + "-" + sink.name());
      all.start(
          new AlertDelivery(
              () -> consumer(client),
              topic,
              sink,
              metrics,
              settings.resend(),
              () -> new Backoff(FIRST_DELAY, MAX_DELAY),
              System::nanoTime),
          metrics);
    }
    return all;
  }

  private void start(AlertDelivery delivery, Metrics metrics) {
    deliveries.add(delivery);
    gauges.add(metrics.gauge(Metric.ALERTS_UNDELIVERED, delivery::pending, delivery.name()));
    Thread thread = DaemonThreads.of("alerts-" + delivery.name(), delivery);
    threads.add(thread);
    thread.start();
  }

  private static List<AlertSink> sinks(DeliverySettings settings, String application) {
    List<AlertSink> sinks = new ArrayList<>();
    settings.alertmanager().ifPresent(url -> sinks.add(alertmanager(settings, url, application)));
    settings
        .webhook()
        .ifPresent(
            url ->
                sinks.add(
                    new WebhookSink(
                        new HttpPost(url, settings.timeout()),
                        settings.secret().map(AlertDeliveries::bytes),
                        System::currentTimeMillis)));
    return sinks;
  }

  private static AlertSink alertmanager(DeliverySettings settings, URI url, String application) {
    String base = url.toString().replaceAll("/+$", "");
    Map<String, String> headers =
        settings.authorization().map(file -> Map.of("Authorization", line(file))).orElse(Map.of());
    return new AlertmanagerSink(
        new HttpPost(URI.create(base + "/api/v2/alerts"), settings.timeout()),
        new AlertmanagerJson(application, settings.link()),
        headers,
        settings.resend().multipliedBy(KEEP_INTERVALS),
        System::currentTimeMillis);
  }

  private static String line(Path file) {
    String text = new String(bytes(file), StandardCharsets.UTF_8);
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(file + " must contain one line");
    }
    return text;
  }

  /** A file's text without surrounding white space. */
  private static byte[] bytes(Path file) {
    try {
      String text = Files.readString(file).strip();
      if (text.isEmpty()) {
        throw new IllegalArgumentException(file + " must contain a secret, but it is empty");
      }
      return text.getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static Properties client(Properties kafka, String group) {
    Properties client = new Properties();
    client.putAll(kafka);
    client.putAll(
        Map.of(
            "group.id", group,
            "client.id", group,
            "enable.auto.commit", "false",
            "auto.offset.reset", "earliest",
            "isolation.level", "read_committed",
            "allow.auto.create.topics", "false"));
    return client;
  }

  private static Consumer<byte[], byte[]> consumer(Properties client) {
    return new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Returns within seconds; undelivered changes are delivered after the next start. */
  @Override
  public void close() {
    deliveries.forEach(AlertDelivery::close);
    try {
      for (Thread thread : threads) {
        thread.join(CLOSE_WITHIN.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    gauges.forEach(AlertDeliveries::close);
  }

  private static void close(AutoCloseable gauge) {
    try {
      gauge.close();
    } catch (Exception e) {
      throw new IllegalStateException("a gauge cannot be closed", e);
    }
  }
}
