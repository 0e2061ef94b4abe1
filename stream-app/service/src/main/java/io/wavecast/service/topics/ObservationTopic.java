package io.wavecast.service.topics;

import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import io.wavecast.kafka.WholeTopic;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.ObservationCodec;
import io.wavecast.schemas.forecast.ObservationFormat;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * What a topic of observations holds by now.
 *
 * @param client properties of Kafka's clients
 * @param topic its name
 * @param format where the fields of an observation are in a record
 */
public record ObservationTopic(Map<String, String> client, String topic, ObservationFormat format) {
  private static final String SCHEME = "kafka:/";

  /** The topic that an argument names as {@code kafka://TOPIC}; empty if it is a file. */
  public static Optional<String> nameOf(Path argument) {
    String text = argument.toString();
    return text.startsWith(SCHEME)
        ? Optional.of(text.substring(SCHEME.length()).replaceFirst("^/", ""))
        : Optional.empty();
  }

  /**
   * Reads it, in the order of each partition.
   *
   * @param from time of the first records that are read, ms since the epoch
   * @param ending polled from time to time; true ends the reading
   * @return the number of records that are no observations
   * @throws FailureException if the topic cannot be read
   */
  public long read(OptionalLong from, BooleanSupplier ending, Consumer<Observation> each) {
    ObservationCodec codec = new ObservationCodec(format);
    long[] refused = {0};
    try (WholeTopic records = new WholeTopic(client, topic)) {
      records.readAll(from, ending, record -> refused[0] += take(record, codec, each));
    } catch (KafkaException e) {
      throw new FailureException(
          "cannot read topic %s: %s".formatted(topic, Throwables.oneLine(e)), e);
    }
    return refused[0];
  }

  /** Takes a record in; returns 1 if it is no observation. */
  private static int take(
      ConsumerRecord<byte[], byte[]> record, ObservationCodec codec, Consumer<Observation> each) {
    Observation observation;
    try {
      observation = codec.read(record.key(), record.value(), record.timestamp());
    } catch (BadRecordException e) {
      return 1;
    }
    each.accept(observation);
    return 0;
  }
}
