package io.wavecast.trainer.recorded;

import io.wavecast.core.stream.ValueDecoder;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.ObservationCodec;
import io.wavecast.schemas.forecast.ObservationFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * The series on an observations topic, read from its beginning to where it ends now. As in the
 * stream, what is no observation, a duplicate or late is left out; each is counted.
 */
public final class TopicSeries {
  private static final Duration POLL = Duration.ofMillis(500);

  private final String topic;
  private final ObservationCodec codec;
  private final ValueDecoder decoder;
  private final Map<String, SeriesBuilder> bySeries = new TreeMap<>();
  private long unreadable;
  private long late;

  /**
   * What was read.
   *
   * @param series all series, by name
   * @param unreadable records that hold no observation
   * @param late observations no newer than the one before them
   */
  public record Read(List<RecordedSeries> series, long unreadable, long late) {}

  private TopicSeries(String topic, ObservationFormat format, ValueDecoder decoder) {
    this.topic = topic;
    this.codec = new ObservationCodec(format);
    this.decoder = decoder;
  }

  /**
   * The configuration of the consumer: without a reset policy, so that it cannot skip records.
   *
   * @param client the properties of a client of the cluster
   */
  public static Map<String, Object> consumerConfig(Map<String, String> client) {
    Map<String, Object> config = new HashMap<>(client);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    return config;
  }

  /**
   * Reads a topic.
   *
   * @param consumer owned by the caller; configured by {@link #consumerConfig}
   * @param format where a record holds the fields of an observation
   * @param decoder makes JSON of values
   * @param timeout longest time without progress
   * @throws AuthorizationException when the user may not read the topic
   * @throws IOException when the topic does not exist, the cluster does not answer or gives nothing
   *     more before the end, or records were deleted that were still to be read
   */
  public static Read read(
      Consumer<byte[], byte[]> consumer,
      String topic,
      ObservationFormat format,
      ValueDecoder decoder,
      Duration timeout)
      throws IOException {
    try {
      TopicSeries read = new TopicSeries(topic, format, decoder);
      read.poll(consumer, timeout);
      List<RecordedSeries> series = new ArrayList<>();
      read.bySeries.forEach((name, rows) -> series.add(rows.series(topic, name, 0)));
      return new Read(series, read.unreadable, read.late);
    } catch (OffsetOutOfRangeException e) {
      throw new IOException(
          "topic %s: records were deleted before they were read: read it again".formatted(topic),
          e);
    } catch (AuthorizationException e) {
      throw e;
    } catch (KafkaException e) {
      throw new IOException("topic %s cannot be read: %s".formatted(topic, e.getMessage()), e);
    }
  }

  private void poll(Consumer<byte[], byte[]> consumer, Duration timeout) throws IOException {
    List<PartitionInfo> found = consumer.partitionsFor(topic, timeout);
    if (found == null || found.isEmpty()) {
      throw new IOException("there is no topic " + topic);
    }
    List<TopicPartition> partitions =
        found.stream().map(p -> new TopicPartition(topic, p.partition())).toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, timeout);
    long before = left(consumer, ends, timeout);
    Duration waited = Duration.ZERO;
    for (long left = before; left > 0; left = left(consumer, ends, timeout)) {
      waited = left < before ? Duration.ZERO : waited;
      if (waited.compareTo(timeout) >= 0) {
        throw new IOException(
            "topic %s: the cluster gives nothing more, %,d offsets before the end"
                .formatted(topic, left));
      }
      before = left;
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        add(record);
      }
      waited = waited.plus(POLL);
    }
  }

  /** Offsets between where the consumer is and the ends. */
  private static long left(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, Duration timeout) {
    long left = 0;
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      left += Math.max(0, end.getValue() - consumer.position(end.getKey(), timeout));
    }
    return left;
  }

  private void add(ConsumerRecord<byte[], byte[]> record) {
    Observation observation;
    try {
      observation = codec.read(record.key(), decoder.decode(record.value()), record.timestamp());
    } catch (BadRecordException e) {
      unreadable++;
      return;
    }
    SeriesBuilder series =
        bySeries.computeIfAbsent(observation.series(), name -> new SeriesBuilder());
    if (!series.add(observation.timestamp(), (float) observation.value())) {
      late++;
    }
  }
}
