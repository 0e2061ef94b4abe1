package io.wavecast.service.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaMetersTest {
  @ParameterizedTest
  @CsvSource({
    "kafka.stream.state.live.sst.files.size, false",
    "kafka.stream.state.memtable.hit.ratio, true",
    "kafka.stream.task.cache.size.bytes.total, false",
    "kafka.stream.task.punctuate.latency.max, true",
    "kafka.stream.processor.node.record.e2e.latency.avg, true",
    "kafka.consumer.node.request.rate, true",
    "kafka.consumer.fetch.manager.records.lag.max, false",
    "wavecast.observations, false",
    "jvm.memory.used, false",
  })
  void of_stores_and_tasks_only_useful_meters_are_reported(String name, boolean leftOut) {
    Meter.Id id = new Meter.Id(name, Tags.empty(), null, null, Meter.Type.GAUGE);

    assertThat(KafkaMeters.leftOut(id)).isEqualTo(leftOut);
  }
}
