package io.wavecast.kafkastreams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.DeadLetters;
import io.wavecast.core.stream.PipelineIo;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.testkit.contract.EngineSettings;
import java.io.File;
import java.util.Properties;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

/** When what is repartitioned is committed. */
class RepartitionProcessorTest {
  @Test
  void a_commit_is_requested_within_the_interval_after_an_input() {
    Properties configs = new Properties();
    configs.put(CommitTimer.PROPERTY, "500");
    MockProcessorContext<Object, Object> context =
        new MockProcessorContext<>(configs, new TaskId(0, 0), new File("target"));
    context.setCurrentSystemTimeMs(0);
    context.setRecordMetadata("observations", 0, 0);
    PipelineIo<Observation> io = EngineSettings.DEFAULT.spec().io();
    RepartitionProcessor<Observation> processor =
        new RepartitionProcessor<>(
            io.format(), new DeadLetters(io, Metrics.NONE, line -> {}, () -> 0), "next", "sink");
    processor.init(context);
    assertThat(context.scheduledPunctuators()).isEmpty();

    byte[] value = "{\"timestamp\":1000,\"value\":1}".getBytes(UTF_8);
    processor.process(new Record<>("a".getBytes(UTF_8), value, 0));

    assertThat(context.forwarded()).hasSize(1);
    assertThat(context.scheduledPunctuators()).hasSize(1);
    assertThat(context.scheduledPunctuators().get(0).getInterval().toMillis()).isBetween(1L, 500L);
  }
}
