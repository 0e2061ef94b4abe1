package io.wavecast.service.produce;

import io.wavecast.config.InputKeys;
import io.wavecast.config.KafkaConfig;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import io.wavecast.core.text.UsageException;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.ObservationCodec;
import io.wavecast.schemas.forecast.ObservationFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes observations to their topic, in order within each series. A record's time is that of its
 * observation. Thread-safe.
 */
public final class ObservationProducer implements AutoCloseable {
  private static final byte[] HISTORY = "true".getBytes(StandardCharsets.UTF_8);

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /**
   * @param topic the observations topic
   * @throws FailureException if the client cannot be created
   */
  public ObservationProducer(KafkaConfig kafka, String topic) {
    this.topic = topic;
    Map<String, Object> client =
        new HashMap<>(
            Map.of(
                "batch.size", "131072",
                "linger.ms", "5",
                "max.in.flight.requests.per.connection", "1",
                "compression.type", "lz4",
                "delivery.timeout.ms", "30000",
                "request.timeout.ms", "10000",
                "max.block.ms", "10000"));
    client.putAll(kafka.asMap());
    try {
      producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
    } catch (KafkaException e) {
      throw new FailureException("cannot write to Kafka: " + Throwables.rootMessage(e), e);
    }
  }

  /**
   * Requires that observations are read as they are written here.
   *
   * @param anyPaths whether the paths of the settings are those of another topic
   * @throws UsageException when the observations topic is to hold another format
   */
  public static void requireJson(Settings settings, boolean anyPaths) {
    ObservationFormat read = PipelineSettings.format(settings);
    ObservationFormat own = ObservationFormat.DEFAULT;
    if (PipelineSettings.observations(settings).hasSchema()) {
      throw settings.refuse(
          InputKeys.INPUTS,
          ": observations are written as JSON here, so that its format must be json");
    } else if (!anyPaths
        && (read.hasSeries()
            || !own.value().equals(read.value())
            || !Objects.equals(own.timestamp(), read.timestamp()))) {
      throw settings.refuse(
          InputKeys.INPUTS,
          ": observations are written as {timestamp, value} under the series key here, which its"
              + " paths would not find");
    }
  }

  /**
   * Sends an observation asynchronously.
   *
   * @throws FailureException if an earlier one could not be sent; each failure is reported once
   */
  public void send(Observation observation) {
    send(record(observation, observation.timestamp()));
  }

  /**
   * Sends a value of a history asynchronously. The time of its record is now, so that no retention
   * removes it before it is read.
   *
   * @throws FailureException if an earlier one could not be sent; each failure is reported once
   */
  public void sendHistory(Observation value) {
    ProducerRecord<byte[], byte[]> record = record(value, null);
    record.headers().add(Observation.HISTORY_HEADER, HISTORY);
    send(record);
  }

  private ProducerRecord<byte[], byte[]> record(Observation observation, @Nullable Long time) {
    return new ProducerRecord<>(
        topic,
        null,
        time,
        observation.series().getBytes(StandardCharsets.UTF_8),
        ObservationCodec.write(observation));
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    check();
    try {
      var unused =
          producer.send(
              record,
              (metadata, e) -> {
                if (e != null) {
                  failure.compareAndSet(null, e);
                }
              });
    } catch (KafkaException e) {
      throw failed(e);
    }
  }

  /**
   * Waits until every observation is acknowledged.
   *
   * @throws FailureException if one could not be sent
   */
  public void flush() {
    producer.flush();
    check();
  }

  private void check() {
    Exception e = failure.getAndSet(null);
    if (e != null) {
      throw failed(e);
    }
  }

  private FailureException failed(Exception e) {
    return new FailureException(
        "cannot write to topic %s: %s".formatted(topic, Throwables.rootMessage(e)), e);
  }

  /** The client, for its own metrics. */
  public KafkaProducer<byte[], byte[]> client() {
    return producer;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(3));
  }
}
