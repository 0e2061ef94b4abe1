package io.wavecast.flink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.config.PipelineModule;
import io.wavecast.config.PipelineModules;
import io.wavecast.config.Settings;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.stream.PipelineSpec;
import io.wavecast.flink.PipelineJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class KafkaJobBuilderTest {
  private static final int MAX_RECORD_BYTES = StreamSettings.DEFAULT_MAX_RECORD_BYTES;

  /** Topics named as operators might be. */
  private static final String INPUTS =
      "[{topics: [x, x-offsets, offsets, 'shop-*'], aggregate: count}]";

  private static final Settings ALL =
      Settings.of(
          Map.of(
              "inputs",
              INPUTS,
              "incidents.enabled",
              "true",
              "sketches.enabled",
              "true",
              "chorales.enabled",
              "true"));

  @Test
  void all_pipelines_together_are_one_job() {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1);
    List<PipelineJob<?, ?>> jobs = new ArrayList<>();
    for (PipelineModule<?> module : PipelineModules.ALL) {
      jobs.add(job(module.spec(ALL, MAX_RECORD_BYTES).orElseThrow()));
    }
    KafkaSettings kafka =
        new KafkaSettings(
            "127.0.0.1:9092",
            "wavecast",
            true,
            KafkaSettings.DEFAULT_TRANSACTION_TIMEOUT,
            Map.of());

    KafkaJobBuilder.build(env, kafka, jobs);

    assertThat(jobs).hasSize(6);
    // Flink refuses two operators with the same id
    assertThat(env.getStreamGraph().getJobGraph().getNumberOfVertices()).isPositive();
  }

  private static <I, M> PipelineJob<I, M> job(PipelineSpec<I, M> spec) {
    return new PipelineJob<>(
        spec,
        metrics -> {
          throw new AssertionError("nothing is started");
        });
  }
}
