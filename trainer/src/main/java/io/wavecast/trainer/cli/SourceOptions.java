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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Reads recorded series from a CSV file, a folder of such files, or {@code kafka://TOPIC}. */
final class SourceOptions {
  private static final String TOPIC = "kafka://";
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "With kafka://: the cluster. Default: ${DEFAULT-VALUE}.")
  private String bootstrapServers = "localhost:9092";

  /** Appends {@code --data} and, for a topic, its cluster; nothing when there is no data. */
  CommandText appendTo(CommandText command, @Nullable String data) {
    boolean isTopic = data != null && data.startsWith(TOPIC);
    return command
        .with("--data", data)
        .with("--bootstrap-servers", isTopic ? bootstrapServers : null);
  }

  /**
   * Reads the series.
   *
   * @param data the file, folder or topic
   * @param shortest values that a series must hold; shorter ones of a topic are left out
   * @param order how to treat rows of files that are not in order of time
   * @throws io.wavecast.onnx.support.CsvException when a file holds no series
   * @throws IOException when something cannot be read
   */
  List<RecordedSeries> read(String data, int shortest, Order order) throws IOException {
    if (!data.startsWith(TOPIC)) {
      return CsvSeries.read(Path.of(data), order, shortest);
    }
    String topic = data.substring(TOPIC.length());
    if (topic.isEmpty()) {
      throw new IOException("--data must name a topic, as in kafka://TOPIC, got: " + data);
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
