package io.wavecast.trainer.cli;

import io.wavecast.trainer.recorded.CsvSeries;
import io.wavecast.trainer.recorded.CsvSeries.Order;
import io.wavecast.trainer.recorded.RecordedSeries;
import io.wavecast.trainer.recorded.TopicSeries;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Where recorded series come from.
 *
 * @param place a CSV file, a folder of such files, or {@code kafka://TOPIC}
 * @param bootstrapServers the cluster of the topic
 */
record RecordedSource(String place, String bootstrapServers) {
  private static final String TOPIC = "kafka://";
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  boolean isTopic() {
    return place.startsWith(TOPIC);
  }

  /**
   * Reads the series.
   *
   * @param shortest values that a series must hold; shorter ones of a topic are left out
   * @param order how to treat rows of files that are not in order of time
   * @throws IOException when something is no series; the message names it
   */
  List<RecordedSeries> read(int shortest, Order order) throws IOException {
    if (isTopic()) {
      return topic(place.substring(TOPIC.length()), shortest);
    }
    return CsvSeries.read(Path.of(place), order, shortest);
  }

  private List<RecordedSeries> topic(String topic, int shortest) throws IOException {
    if (topic.isEmpty()) {
      throw new IOException("--data must name a topic, as in kafka://TOPIC, got: " + place);
    }
    Map<String, Object> config = TopicSeries.consumerConfig(bootstrapServers);
    TopicSeries.Read read;
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      read = TopicSeries.read(consumer, topic, TIMEOUT);
    } catch (KafkaException e) {
      throw new IOException("%s: %s".formatted(bootstrapServers, e.getMessage()), e);
    }
    List<RecordedSeries> enough = read.series().stream().filter(s -> s.size() >= shortest).toList();
    System.err.printf(
        "%s: %d series%s; %d records unreadable, %d late%n",
        topic,
        read.series().size(),
        shortest <= 1
            ? ""
            : ", %d of them shorter than %d values and left out"
                .formatted(read.series().size() - enough.size(), shortest),
        read.unreadable(),
        read.late());
    if (enough.isEmpty()) {
      throw new IOException(
          "topic %s holds no series of at least %d values".formatted(topic, shortest));
    }
    return enough;
  }
}
