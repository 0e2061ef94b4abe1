package io.wavecast.service.delivery;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
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

/** Everybody who is told of alerts, each by a thread and a consumer group of its own. */
public final class AlertDeliveries implements AutoCloseable {
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);

  /** An alert outlives this many times of telling that failed. */
  private static final int KEEP = 5;

  private final List<AlertDelivery> deliveries = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final List<AutoCloseable> gauges = new ArrayList<>();

  private AlertDeliveries() {}

  /**
   * Starts to tell those whom the settings name, maybe nobody.
   *
   * @param kafka properties of a client: brokers and security
   * @param application prefix of the consumer groups, and a label of alerts
   * @param topic of alerts
   * @throws IllegalArgumentException when a file that the settings name cannot be read
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
              () -> new Backoff(FIRST_WAIT, LONGEST_WAIT),
              System::nanoTime),
          metrics);
    }
    return all;
  }

  private void start(AlertDelivery delivery, Metrics metrics) {
    deliveries.add(delivery);
    gauges.add(metrics.gauge(Metric.ALERTS_UNDELIVERED, delivery::waiting, delivery.name()));
    Thread thread = new Thread(delivery, "alerts-" + delivery.name());
    thread.setDaemon(true);
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
        settings.resend().multipliedBy(KEEP),
        System::currentTimeMillis);
  }

  private static String line(Path file) {
    String text = new String(bytes(file), StandardCharsets.UTF_8);
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(file + " must hold one line");
    }
    return text;
  }

  /** What a file holds, without white space around it. */
  private static byte[] bytes(Path file) {
    try {
      String text = Files.readString(file).strip();
      if (text.isEmpty()) {
        throw new IllegalArgumentException(file + " must hold a secret, but it is empty");
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

  /** Ends within some seconds; what was not told yet is told after the next start. */
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
