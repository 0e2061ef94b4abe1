package io.wavecast.trainer.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.stream.ValueDecoder;
import io.wavecast.schemas.forecast.ObservationFormat;
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
  void series_are_read_to_the_end_without_late_or_unreadable_records() throws IOException {
    try (MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none")) {
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

      TopicSeries.Read read = read(consumer);

      assertThat(read.unreadable()).isEqualTo(1);
      assertThat(read.late()).isEqualTo(1);
      assertThat(read.series()).extracting(RecordedSeries::name).containsExactly("a", "b");
      assertThat(read.series().get(0).values()).containsExactly(1.5f, 2.5f);
      assertThat(read.series().get(0).timestamps()).containsExactly(1000, 2000);
      assertThat(read.series().get(1).values()).containsExactly(-1, -2);
    }
  }

  @Test
  void a_cluster_that_stops_answering_before_the_end_is_reported() {
    try (MockConsumer<byte[], byte[]> consumer = consumer()) {
      for (int poll = 0; poll < 100; poll++) {
        int offset = poll;
        consumer.schedulePollTask(
            () -> {
              if (offset % 9 == 0 && offset < 27) {
                consumer.addRecord(
                    record(0, offset / 9, "a", "{\"timestamp\":%d,\"value\":1}".formatted(offset)));
              }
            });
      }
      consumer.schedulePollTask(
          () -> {
            throw new AssertionError("still reading");
          });

      assertThatThrownBy(() -> read(consumer))
          .isInstanceOf(IOException.class)
          .hasMessage("topic obs: the cluster gives nothing more, 3 offsets before the end");
    }
  }

  @Test
  void records_deleted_while_reading_are_reported() {
    try (MockConsumer<byte[], byte[]> consumer = consumer()) {
      consumer.schedulePollTask(
          () -> consumer.addRecord(record(0, 0, "a", "{\"timestamp\":1000,\"value\":1.5}")));
      consumer.schedulePollTask(
          () -> {
            consumer.updateBeginningOffsets(Map.of(ZERO, 4L));
            consumer.addRecord(record(0, 4, "a", "{\"timestamp\":5000,\"value\":1.5}"));
          });

      assertThatThrownBy(() -> read(consumer))
          .isInstanceOf(IOException.class)
          .hasMessage("topic obs: records were deleted before they were read: read it again");
    }
  }

  @Test
  void a_consumer_leaps_over_nothing() {
    assertThat(TopicSeries.consumerConfig(Map.of("bootstrap.servers", "localhost:9092")))
        .containsEntry("auto.offset.reset", "none");
  }

  /** One partition of six offsets. */
  private static MockConsumer<byte[], byte[]> consumer() {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    consumer.updatePartitions("obs", List.of(partition(0)));
    consumer.updateBeginningOffsets(Map.of(ZERO, 0L));
    consumer.updateEndOffsets(Map.of(ZERO, 6L));
    return consumer;
  }

  @Test
  void a_topic_that_is_not_there_is_named() {
    try (MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none")) {
      assertThatThrownBy(() -> read(consumer))
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

  private static TopicSeries.Read read(MockConsumer<byte[], byte[]> consumer) throws IOException {
    return TopicSeries.read(consumer, "obs", ObservationFormat.DEFAULT, ValueDecoder.JSON, TIMEOUT);
  }
}
