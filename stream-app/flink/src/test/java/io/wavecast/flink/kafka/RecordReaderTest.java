package io.wavecast.flink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.stream.RawRecord;
import io.wavecast.core.stream.TopicPattern;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RecordReaderTest {
  private static List<String> read(RecordReader reader, String... topics) {
    List<RawRecord> records = new ArrayList<>();
    for (String topic : topics) {
      reader.deserialize(
          new ConsumerRecord<>(topic, 0, 0, new byte[0], new byte[0]),
          new ListCollector<>(records));
    }
    return records.stream().map(RawRecord::topic).toList();
  }

  @Test
  void a_restored_source_skips_topics_that_its_patterns_no_longer_match() {
    TopicPattern pattern =
        new TopicPattern(
            List.of(TopicPattern.glob("orders-*")), List.of(TopicPattern.glob("orders-eu")));

    assertThat(read(new RecordReader(pattern), "orders-us", "orders-eu", "sales", "orders-us"))
        .containsExactly("orders-us", "orders-us");
  }

  @Test
  void the_source_of_a_topic_reads_whatever_it_has() {
    assertThat(read(new RecordReader(), "a", "b")).containsExactly("a", "b");
  }
}
