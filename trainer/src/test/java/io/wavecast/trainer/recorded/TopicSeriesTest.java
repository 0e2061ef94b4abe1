package io.wavecast.trainer.recorded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.stream.ValueDecoder;
import io.wavecast.schemas.forecast.ObservationFormat;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class TopicSeriesTest {
  @Test
  void late_and_unreadable_records_are_left_out_and_counted() {
    TopicSeries read = new TopicSeries(ObservationFormat.DEFAULT, ValueDecoder.JSON);
    List.of(
            record("a", "{\"timestamp\":1000,\"value\":1.5}"),
            record("a", "no JSON"),
            record("a", "{\"timestamp\":1000,\"value\":7}"),
            record("b", "{\"timestamp\":500,\"value\":-1}"),
            record("a", "{\"timestamp\":2000,\"value\":2.5}"))
        .forEach(read::add);

    TopicSeries.Read all = read.of("obs");

    assertThat(all.unreadable()).isEqualTo(1);
    assertThat(all.late()).isEqualTo(1);
    assertThat(all.series()).extracting(RecordedSeries::name).containsExactly("a", "b");
    assertThat(all.series()).extracting(RecordedSeries::group).containsOnly("obs");
    assertThat(all.series().get(0).values()).containsExactly(1.5f, 2.5f);
    assertThat(all.series().get(0).timestamps()).containsExactly(1000, 2000);
  }

  private static ConsumerRecord<byte[], byte[]> record(String key, String value) {
    return new ConsumerRecord<>("obs", 0, 0, key.getBytes(UTF_8), value.getBytes(UTF_8));
  }
}
