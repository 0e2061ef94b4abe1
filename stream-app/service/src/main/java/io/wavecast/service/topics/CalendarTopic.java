package io.wavecast.service.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.config.CalendarKeys;
import io.wavecast.config.PipelineSettings;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import io.wavecast.kafka.acl.Program;
import io.wavecast.kafka.calendar.TopicEntries;
import io.wavecast.kafka.topics.TopicAdmin;
import io.wavecast.schemas.calendar.CalendarEntry;
import io.wavecast.schemas.calendar.CalendarEntryCodec;
import io.wavecast.service.config.ServiceConfig;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The calendar topic, for commands.
 *
 * @param client properties of Kafka's clients
 * @param topic its name
 * @param refused takes a line about each record that is no entry
 */
public record CalendarTopic(Map<String, String> client, String topic, Consumer<String> refused) {
  private static final Duration TIMEOUT = Duration.ofSeconds(8);

  /**
   * The topic, which exists, for a program that has the rights that it needs.
   *
   * @param warn gets what is refused of the topic, and that these settings do not use it
   * @throws FailureException if the topic does not exist, or a right is missing
   */
  public static CalendarTopic open(ServiceConfig config, Program program, Consumer<String> warn) {
    String topic = PipelineSettings.calendarTopic(config.settings());
    try (TopicAdmin admin = new TopicAdmin(config.kafka().asMap(), TIMEOUT)) {
      admin.require(program, program.acls(config.settings(), false));
      if (admin.partitions(List.of(topic)).isEmpty()) {
        throw new FailureException(
            "topic %s does not exist: set %s for serve, which creates it at its next start"
                .formatted(topic, CalendarKeys.ENABLED.name()));
      }
    }
    if (!config.settings().get(CalendarKeys.ENABLED)) {
      warn.accept(
          CalendarKeys.ENABLED.name() + " is not set here; without it serve reads no entry");
    }
    return new CalendarTopic(config.kafka().asMap(), topic, warn);
  }

  /**
   * The entries by name.
   *
   * @throws FailureException if the topic cannot be read
   */
  public Collection<CalendarEntry> read() {
    try (TopicEntries entries = new TopicEntries(client, topic, refused)) {
      entries.readAll();
      return entries.entries();
    } catch (KafkaException e) {
      throw new FailureException(
          "cannot read topic %s: %s".formatted(topic, Throwables.oneLine(e)), e);
    }
  }

  /**
   * Writes an entry, or removes it, and waits until it is acknowledged.
   *
   * @param name of the entry
   * @throws FailureException if it cannot be written
   */
  public void write(String name, Optional<CalendarEntry> entry) {
    Map<String, Object> properties =
        new HashMap<>(
            Map.of(
                "delivery.timeout.ms", "30000",
                "request.timeout.ms", "10000",
                "max.block.ms", "10000"));
    properties.putAll(client);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      byte @Nullable [] value = entry.map(CalendarEntryCodec::write).orElse(null);
      var unused = producer.send(new ProducerRecord<>(topic, name.getBytes(UTF_8), value)).get();
      producer.close(Duration.ofSeconds(3));
    } catch (KafkaException | ExecutionException e) {
      throw new FailureException(
          "cannot write to topic %s: %s".formatted(topic, Throwables.oneLine(e)), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailureException("interrupted", e);
    }
  }
}
