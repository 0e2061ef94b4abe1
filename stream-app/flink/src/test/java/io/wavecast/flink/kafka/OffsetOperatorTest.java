package io.wavecast.flink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.stream.RawRecord;
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

  /** The commits of a group of this test, in order, and the brokers' answers. */
  private static final List<Map<TopicPartition, OffsetAndMetadata>> COMMITS = new ArrayList<>();

  private static final List<KafkaFutureImpl<Void>> ANSWERS = new ArrayList<>();

  @BeforeEach
  void forget() {
    COMMITS.clear();
    ANSWERS.clear();
  }

  @Test
  void offsets_of_completed_checkpoints_are_committed_and_retried_after_an_error()
      throws Exception {
    try (var harness = new OneInputStreamOperatorTestHarness<>(operator())) {
      harness.open();
      read(harness, 0, 4);
      read(harness, 2, 7);
      harness.snapshot(1, 0);
      read(harness, 0, 5);

      harness.notifyOfCompletedCheckpoint(1);
      assertThat(COMMITS).containsExactly(Map.of(FIRST, offset(5), THIRD, offset(8)));
      answer().completeExceptionally(new TimeoutException("injected"));

      checkpoint(harness, 2);
      assertThat(COMMITS).hasSize(2).last().isEqualTo(Map.of(FIRST, offset(6), THIRD, offset(8)));
      answer().complete(null);

      read(harness, 2, 8);
      checkpoint(harness, 3);
      assertThat(COMMITS).hasSize(3).last().isEqualTo(Map.of(THIRD, offset(9)));
      answer().complete(null);

      checkpoint(harness, 4);
      assertThat(COMMITS).as("nothing is new").hasSize(3);
    }
  }

  @Test
  void one_request_is_in_flight_at_a_time_and_the_end_commits_the_rest() throws Exception {
    try (var harness = new OneInputStreamOperatorTestHarness<>(operator())) {
      harness.open();
      read(harness, 0, 4);
      checkpoint(harness, 1);
      read(harness, 0, 5);
      checkpoint(harness, 2);
      assertThat(COMMITS).containsExactly(Map.of(FIRST, offset(5)));

      answer().complete(null);
      checkpoint(harness, 3);
      assertThat(COMMITS).hasSize(2).last().isEqualTo(Map.of(FIRST, offset(6)));

      read(harness, 0, 6);
      checkpoint(harness, 4);
      assertThat(COMMITS).hasSize(2);
      answer().complete(null);
    }
    assertThat(COMMITS).hasSize(3).last().isEqualTo(Map.of(FIRST, offset(7)));
  }

  @Test
  void each_topic_has_its_own_offsets() throws Exception {
    try (var harness = new OneInputStreamOperatorTestHarness<>(operator())) {
      harness.open();
      read(harness, "in", 0, 4);
      read(harness, "other", 0, 9);
      harness.snapshot(1, 0);
      read(harness, "other", 0, 10);
      read(harness, "other", 1, 0);

      harness.notifyOfCompletedCheckpoint(1);
      assertThat(COMMITS)
          .containsExactly(Map.of(FIRST, offset(5), new TopicPartition("other", 0), offset(10)));
      answer().complete(null);
    }
  }

  private static KafkaFutureImpl<Void> answer() {
    return ANSWERS.get(ANSWERS.size() - 1);
  }

  private static void checkpoint(
      OneInputStreamOperatorTestHarness<RawRecord, RawRecord> harness, long id) throws Exception {
    harness.snapshot(id, 0);
    harness.notifyOfCompletedCheckpoint(id);
  }

  private static OffsetAndMetadata offset(long next) {
    return new OffsetAndMetadata(next);
  }

  private static void read(
      OneInputStreamOperatorTestHarness<RawRecord, RawRecord> harness, int partition, long offset)
      throws Exception {
    read(harness, "in", partition, offset);
  }

  private static void read(
      OneInputStreamOperatorTestHarness<RawRecord, RawRecord> harness,
      String topic,
      int partition,
      long offset)
      throws Exception {
    RawRecord record = new RawRecord(new byte[0], new byte[0], 0, topic, partition, offset);
    harness.processElement(record, 0);
  }

  private static OffsetOperator operator() {
    return new OffsetOperator(
        () ->
            new GroupOffsets() {
              @Override
              public KafkaFuture<Void> commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
                COMMITS.add(offsets);
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
