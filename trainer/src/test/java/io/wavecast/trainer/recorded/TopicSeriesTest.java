package io.wavecast.trainer.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TopicSeriesTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final TopicPartition ZERO = new TopicPartition("obs", 0);
  private static final TopicPartition ONE = new TopicPartition("obs", 1);

  @Test
  void series_are_read_to_the_end_without_what_is_late_or_unreadable() throws IOException {
    try (MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest")) {
      consumer.updatePartitions("obs", List.of(partition(0), partition(1)));
      consumer.updateBeginningOffsets(Map.of(ZERO, 0L, ONE, 0L));
      consumer.updateEndOffsets(Map.of(ZERO, 4L, ONE, 2L));
      consumer.schedulePollTask(
          () -> {
            consumer.addRecord(record(0, 0, "a", "{\"timestamp\":1000,\"value\":1.5}"));
            consumer.addRecord(record(0, 1, "a", "no JSON"));
            consumer.addRecord(record(0, 2, "a", "{\"timestamp\":1000,\"value\":7}"));
            consumer.addRecord(record(1, 0, "b", "{\"timestamp\":500,\"value\":-1}"));
          });
      consumer.schedulePollTask(
          () -> {
            consumer.addRecord(record(1, 1, "b", "{\"timestamp\":900,\"value\":-2}"));
            consumer.addRecord(record(0, 3, "a", "{\"timestamp\":2000,\"value\":2.5}"));
          });

      TopicSeries.Read read = TopicSeries.read(consumer, "obs", TIMEOUT);

      assertThat(read.unreadable()).isEqualTo(1);
      assertThat(read.late()).isEqualTo(1);
      assertThat(read.series()).extracting(RecordedSeries::name).containsExactly("a", "b");
      assertThat(read.series().get(0).values()).containsExactly(1.5f, 2.5f);
      assertThat(read.series().get(0).timestamps()).containsExactly(1000, 2000);
      assertThat(read.series().get(1).values()).containsExactly(-1, -2);
    }
  }

  @Test
  void a_topic_that_is_not_there_is_named() {
    try (MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest")) {
      assertThatThrownBy(() -> TopicSeries.read(consumer, "obs", TIMEOUT))
          .isInstanceOf(IOException.class)
          .hasMessage("there is no topic obs");
    }
  }

  private static PartitionInfo partition(int number) {
    Node node = new Node(1, "localhost", 9092);
    return new PartitionInfo("obs", number, node, new Node[] {node}, new Node[] {node});
  }

  private static ConsumerRecord<byte[], byte[]> record(
      int partition, long offset, String key, String value) {
    return new ConsumerRecord<>(
        "obs",
        partition,
        offset,
        key.getBytes(StandardCharsets.UTF_8),
        value.getBytes(StandardCharsets.UTF_8));
  }
}
