package io.wavecast.service.delivery;

import io.wavecast.config.DeliveredEvents;
import io.wavecast.config.DeliveryKeys;
import io.wavecast.config.EngineKeys;
import io.wavecast.config.KafkaConfig;
import io.wavecast.config.Key;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.ValueDecoder;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.UsageException;
import io.wavecast.onnx.support.DaemonThreads;
import io.wavecast.onnx.support.LimitedHttp;
import io.wavecast.service.files.Clients;
import io.wavecast.service.files.FileWatch;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The configured deliveries of alerts or incidents, each with its own thread and consumer group.
 */
public final class AlertDeliveries implements AutoCloseable {
  private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
  private static final Duration MAX_DELAY = Duration.ofMinutes(1);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);

  /** Of one post, before it is retried. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Between two posts of an incident that only grows or shrinks. */
  private static final Duration UPDATES = Duration.ofSeconds(10);

  /** Alertmanager resolves an alert that was not re-sent for this many intervals. */
  private static final int KEEP_INTERVALS = 5;

  private final List<AlertDelivery> deliveries = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final List<Metrics.Registration> gauges = new ArrayList<>();

  private final Settings settings;
  private final Metrics metrics;
  private final FileWatch files;
  private final String topic;
  private final List<AlertSink> sinks;

  private AlertDeliveries(Settings settings, Metrics metrics, FileWatch files) {
    this.settings = settings;
    this.metrics = metrics;
    this.files = files;
    this.topic = PipelineSettings.delivered(settings);
    this.sinks = sinks(settings, files);
  }

  /**
   * Reads the files that the settings name.
   *
   * @throws UsageException if settings contradict each other
   * @throws FailureException if a file cannot be used
   */
  public static AlertDeliveries open(Settings settings, Metrics metrics) {
    FileWatch files = new FileWatch(metrics);
    try {
      return new AlertDeliveries(settings, metrics, files);
    } catch (RuntimeException e) {
      files.close();
      throw e;
    }
  }

  /**
   * Starts one delivery per configured sink; there may be none. To be called once.
   *
   * @param decoder reads values of alerts and incidents
   */
  public void start(ValueDecoder decoder) {
    for (AlertSink sink : sinks) {
      Properties client = KafkaConfig.of(settings).client();
      client.putAll(consumer(settings.get(EngineKeys.APPLICATION_ID) + "-" + sink.name()));
      Delivery delivery =
          new Delivery(
              topic,
              reader(settings.get(DeliveryKeys.EVENTS), decoder),
              sink,
              metrics,
              settings.get(DeliveryKeys.ALERTMANAGER_RESEND),
              updates(settings),
              System::nanoTime);
      start(
          new AlertDelivery(
              () -> new KafkaConsumer<>(client),
              delivery,
              () -> new Backoff(FIRST_DELAY, MAX_DELAY)));
    }
  }

  /** An alert of a series does not grow, so none of its changes waits. */
  static Duration updates(Settings settings) {
    return settings.get(DeliveryKeys.EVENTS) == DeliveredEvents.INCIDENTS ? UPDATES : Duration.ZERO;
  }

  private static Function<byte[], Notice> reader(DeliveredEvents events, ValueDecoder decoder) {
    Function<byte[], Notice> reader =
        switch (events) {
          case ALERTS -> Notices::ofAlert;
          case INCIDENTS -> Notices::ofIncident;
        };
    return value -> reader.apply(Objects.requireNonNull(decoder.decode(value)));
  }

  private void start(AlertDelivery delivery) {
    deliveries.add(delivery);
    gauges.add(metrics.gauge(Metric.ALERTS_UNDELIVERED, delivery::pending, delivery.name()));
    Thread thread = DaemonThreads.of("alerts-" + delivery.name(), delivery);
    threads.add(thread);
    thread.start();
  }

  private static List<AlertSink> sinks(Settings s, FileWatch files) {
    List<AlertSink> sinks = new ArrayList<>();
    Supplier<LimitedHttp> http = Clients.open(s, files, TIMEOUT);
    s.get(DeliveryKeys.ALERTMANAGER)
        .ifPresent(
            url ->
                sinks.add(
                    new AlertmanagerSink(
                        new HttpPost(() -> alertsOf(url), http, true),
                        new AlertmanagerJson(
                            s.get(EngineKeys.APPLICATION_ID),
                            s.get(DeliveryKeys.LINK).map(URI::toString).orElse(""),
                            s.get(DeliveryKeys.RUNBOOK).map(URI::toString).orElse("")),
                        authorization(s, files),
                        s.get(DeliveryKeys.ALERTMANAGER_RESEND).multipliedBy(KEEP_INTERVALS),
                        System::currentTimeMillis)));
    webhook(s, files)
        .ifPresent(
            url ->
                sinks.add(
                    new WebhookSink(
                        new HttpPost(url, http, false),
                        secret(s, files),
                        System::currentTimeMillis)));
    return sinks;
  }

  private static Supplier<Map<String, String>> authorization(Settings s, FileWatch files) {
    Key<Optional<Path>> key = DeliveryKeys.ALERTMANAGER_AUTHORIZATION;
    return s.get(key)
        .<Supplier<Map<String, String>>>map(
            file -> files.watch(key, file, SecretText.header(key, "Authorization")))
        .orElse(Map::of);
  }

  private static Optional<Supplier<String>> secret(Settings s, FileWatch files) {
    Key<Optional<Path>> key = DeliveryKeys.WEBHOOK_SECRET;
    return s.get(key).map(file -> files.watch(key, file, SecretText.text(key)));
  }

  private static Optional<Supplier<URI>> webhook(Settings s, FileWatch files) {
    Key<Optional<URI>> key = DeliveryKeys.WEBHOOK;
    return s.file(key)
        .<Supplier<URI>>map(file -> files.watch(key, file, SecretText.url(key)))
        .or(() -> s.get(key).map(url -> () -> url));
  }

  private static URI alertsOf(URI alertmanager) {
    return URI.create(alertmanager.toString().replaceAll("/+$", "") + "/api/v2/alerts");
  }

  private static Map<String, Object> consumer(String group) {
    return Map.of(
        "group.id",
        group,
        "client.id",
        group,
        "enable.auto.commit",
        "false",
        "auto.offset.reset",
        "earliest",
        "isolation.level",
        "read_committed",
        "allow.auto.create.topics",
        "false",
        "key.deserializer",
        ByteArrayDeserializer.class,
        "value.deserializer",
        ByteArrayDeserializer.class);
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
    gauges.forEach(Metrics.Registration::close);
    files.close();
  }
}
