package io.wavecast.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

class WholeTopicTest {
  private static final TopicPartition ZERO = new TopicPartition("obs", 0);

  @Test
  void a_cluster_that_stops_giving_records_before_the_end_is_reported() {
    MockConsumer<byte[], byte[]> consumer = consumer(3);
    consumer.schedulePollTask(() -> consumer.addRecord(record(0)));
    for (int poll = 0; poll < 100; poll++) {
      consumer.schedulePollTask(() -> {});
    }
    consumer.schedulePollTask(() -> consumer.addRecord(record(1)));
    List<Long> offsets = new ArrayList<>();

    try (WholeTopic topic = new WholeTopic(consumer, "obs")) {
      assertThatThrownBy(() -> topic.readAll(record -> offsets.add(record.offset())))
          .isInstanceOf(TimeoutException.class)
          .hasMessage("topic 'obs': the cluster gives nothing more before the end");
    }
    assertThat(offsets).containsExactly(0L, 1L);
  }

  @Test
  void a_topic_that_is_not_there_is_named() {
    try (WholeTopic topic = new WholeTopic(new MockConsumer<>("earliest"), "obs")) {
      assertThatThrownBy(() -> topic.readAll(record -> {}))
          .isInstanceOf(UnknownTopicOrPartitionException.class)
          .hasMessage("topic 'obs' does not exist");
    }
  }

  private static MockConsumer<byte[], byte[]> consumer(long end) {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    Node node = new Node(1, "localhost", 9092);
    consumer.updatePartitions(
        "obs", List.of(new PartitionInfo("obs", 0, node, new Node[] {node}, new Node[] {node})));
    consumer.updateBeginningOffsets(Map.of(ZERO, 0L));
    consumer.updateEndOffsets(Map.of(ZERO, end));
    return consumer;
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset) {
    return new ConsumerRecord<>("obs", 0, offset, new byte[0], new byte[0]);
  }
}
