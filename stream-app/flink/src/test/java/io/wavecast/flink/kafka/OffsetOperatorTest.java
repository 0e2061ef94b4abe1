package io.wavecast.flink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.stream.RawRecord;
import io.wavecast.flink.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // close() of a harness may be interrupted
class OffsetOperatorTest {
  private static final TopicPartition FIRST = new TopicPartition("in", 0);
  private static final TopicPartition THIRD = new TopicPartition("in", 2);

  /** What a group of this test was told, in order, and the brokers' answers. */
  private static final List<Map<TopicPartition, OffsetAndMetadata>> TOLD = new ArrayList<>();

  private static final List<KafkaFutureImpl<Void>> ANSWERS = new ArrayList<>();

  @BeforeEach
  void forget() {
    TOLD.clear();
    ANSWERS.clear();
  }

  @Test
  void brokers_are_told_of_whole_checkpoints_and_again_of_what_they_did_not_take()
      throws Exception {
    try (var harness = new OneInputStreamOperatorTestHarness<>(operator())) {
      harness.open();
      read(harness, 0, 4);
      read(harness, 2, 7);
      harness.snapshot(1, 0);
      read(harness, 0, 5);

      harness.notifyOfCompletedCheckpoint(1);
      assertThat(TOLD).containsExactly(Map.of(FIRST, offset(5), THIRD, offset(8)));
      answer().completeExceptionally(new TimeoutException("injected"));

      checkpoint(harness, 2);
      assertThat(TOLD).hasSize(2).last().isEqualTo(Map.of(FIRST, offset(6), THIRD, offset(8)));
      answer().complete(null);

      read(harness, 2, 8);
      checkpoint(harness, 3);
      assertThat(TOLD).hasSize(3).last().isEqualTo(Map.of(THIRD, offset(9)));
      answer().complete(null);

      checkpoint(harness, 4);
      assertThat(TOLD).as("nothing is new").hasSize(3);
    }
  }

  @Test
  void no_telling_overtakes_another_and_the_end_tells_what_is_left() throws Exception {
    try (var harness = new OneInputStreamOperatorTestHarness<>(operator())) {
      harness.open();
      read(harness, 0, 4);
      checkpoint(harness, 1);
      read(harness, 0, 5);
      checkpoint(harness, 2);
      assertThat(TOLD).containsExactly(Map.of(FIRST, offset(5)));

      answer().complete(null);
      checkpoint(harness, 3);
      assertThat(TOLD).hasSize(2).last().isEqualTo(Map.of(FIRST, offset(6)));

      read(harness, 0, 6);
      checkpoint(harness, 4);
      assertThat(TOLD).hasSize(2);
      answer().complete(null);
    }
    assertThat(TOLD).hasSize(3).last().isEqualTo(Map.of(FIRST, offset(7)));
  }

  private static KafkaFutureImpl<Void> answer() {
    return ANSWERS.get(ANSWERS.size() - 1);
  }

  private static void checkpoint(
      OneInputStreamOperatorTestHarness<Message, Message> harness, long id) throws Exception {
    harness.snapshot(id, 0);
    harness.notifyOfCompletedCheckpoint(id);
  }

  private static OffsetAndMetadata offset(long next) {
    return new OffsetAndMetadata(next);
  }

  private static void read(
      OneInputStreamOperatorTestHarness<Message, Message> harness, int partition, long offset)
      throws Exception {
    RawRecord record = new RawRecord(new byte[0], new byte[0], 0, "in", partition, offset);
    harness.processElement(new Message(record, List.of()), 0);
  }

  private static OffsetOperator operator() {
    return new OffsetOperator(
        "in",
        () ->
            new GroupOffsets() {
              @Override
              public KafkaFuture<Void> tell(Map<TopicPartition, OffsetAndMetadata> offsets) {
                TOLD.add(offsets);
                ANSWERS.add(new KafkaFutureImpl<>());
                return answer();
              }

              @Override
              public String group() {
                return "group";
              }

              @Override
              public void close() {}
            });
  }
}
