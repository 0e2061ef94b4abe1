package io.wavecast.service.topics;

import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import io.wavecast.kafka.WholeTopic;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.AlertCodec;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The topic of alerts, for commands.
 *
 * @param client properties of Kafka's clients
 * @param topic its name
 */
public record AlertsTopic(Map<String, String> client, String topic) {
  /**
   * The alert with an id, if it is the latest one of its series.
   *
   * @throws FailureException if the topic cannot be read
   */
  public Optional<Alert> find(String id) {
    AtomicReference<@Nullable Alert> found = new AtomicReference<>();
    try (WholeTopic records = new WholeTopic(client, topic)) {
      records.readAll(record -> latest(record, id, found));
    } catch (KafkaException e) {
      throw new FailureException(
          "cannot read topic %s: %s".formatted(topic, Throwables.oneLine(e)), e);
    }
    return Optional.ofNullable(found.get());
  }

  private static void latest(
      ConsumerRecord<byte[], byte[]> record, String id, AtomicReference<@Nullable Alert> found) {
    byte @Nullable [] value = record.value();
    if (value == null) {
      return;
    }
    try {
      Alert alert = AlertCodec.read(value);
      Alert before = found.get();
      if (alert.id().equals(id)) {
        found.set(alert);
      } else if (before != null
          && alert.series().equals(before.series())
          && alert.started() != before.started()) {
        found.set(null); // a later one of the same series
      }
    } catch (BadRecordException e) {
      // not an alert
    }
  }
}
