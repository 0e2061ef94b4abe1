package io.wavecast.flink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.stream.OutputRecord;
import java.util.List;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema.KafkaSinkContext;
import org.junit.jupiter.api.Test;

class RecordWriterTest {
  private static final KafkaSinkContext ONE_SUBTASK =
      new KafkaSinkContext() {
        @Override
        public int getParallelInstanceId() {
          return 0;
        }

        @Override
        public int getNumberOfParallelInstances() {
          return 1;
        }

        @Override
        public int[] getPartitionsForTopic(String topic) {
          return new int[] {0};
        }
      };

  private final RecordWriter writer = new RecordWriter(List.of("t"));

  @Test
  void a_time_that_brokers_would_refuse_is_replaced_by_now() {
    long before = System.currentTimeMillis();

    assertThat(timeOf(1000)).isEqualTo(1000);
    assertThat(timeOf(4_102_444_800_000L)).isBetween(before, System.currentTimeMillis());
  }

  private long timeOf(long timestamp) {
    return writer
        .serialize(OutputRecord.event("t", "k", new byte[1], timestamp), ONE_SUBTASK, null)
        .timestamp();
  }
}
