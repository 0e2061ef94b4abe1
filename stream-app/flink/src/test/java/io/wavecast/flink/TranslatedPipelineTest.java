package io.wavecast.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.core.stream.NoModel;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.flink.models.FakeModels;
import io.wavecast.kafka.registry.TopicFormats;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Direction;
import io.wavecast.testkit.registry.ForeignAvro;
import io.wavecast.testkit.registry.StandInRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pipelines whose topics hold values of a schema registry, on Flink. */
class TranslatedPipelineTest {
  private static final String READING =
      "{\"type\":\"record\",\"name\":\"R\",\"fields\":["
          + "{\"name\":\"timestamp\",\"type\":\"long\"},{\"name\":\"value\",\"type\":\"double\"}]}";

  private final StandInRegistry registry = new StandInRegistry();

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void a_job_reads_avro_in_its_tasks() throws Exception {
    int id = new ForeignAvro(registry.url()).register("r", READING);
    Settings settings = settings(Map.of("inputs", "{format: avro, timestamp: /timestamp}"));

    try (JobUnderTest job =
        new JobUnderTest(
            new PipelineJob<>(
                TopicFormats.of(settings)
                    .translated(PipelineSettings.forecasts(settings, 1_000_000)),
                FakeModels.MEAN))) {
      for (long i = 1; i <= 3; i++) {
        Map<String, Object> fields = Map.of("timestamp", 60_000 * i, "value", 1.5);
        job.send("s".getBytes(UTF_8), ForeignAvro.write(id, READING, fields), 60_000 * i);
      }
      job.settle();

      assertThat(job.events())
          .filteredOn(record -> record.topic().equals("test.forecasts"))
          .extracting(OutputRecord::timestamp)
          .containsExactly(120_000L, 180_000L);
      assertThat(job.deadLetters()).isEmpty();
    }
  }

  /** The alert goes from one task to another as JSON. */
  @Test
  void incidents_join_alerts_in_json_and_avro_and_are_written_as_avro() throws Exception {
    Settings settings = settings(Map.of("incidents.enabled", "true", "outputs.format", "avro"));
    ForeignAvro foreign = new ForeignAvro(registry.url());
    String schema = io.wavecast.schemas.EventSchema.ALERT.avro();
    int id = foreign.register("alerts", schema);
    Map<String, Object> fields = new HashMap<>();
    fields.put("id", "1");
    fields.put("series", "cpu");
    fields.put("state", "WARNING");
    fields.put("previous", "OK");
    fields.put("since", 1_000L);
    fields.put("started", 1_000L);
    fields.put("score", 2f);
    fields.put("cause", Map.of("code", "STALE"));
    fields.put("rule", "default");
    fields.put("reason", "r");
    byte[] json =
        AlertCodec.write(
            new Alert(
                "2",
                "mem",
                Alert.State.WARNING,
                Alert.State.OK,
                1_000,
                1_000,
                2,
                Cause.of("record", Direction.ABOVE),
                "default",
                "r",
                Map.of()));

    try (PipelineUnderTest<OutputRecord> stream =
        new PipelineUnderTest<>(
            new PipelineJob<>(
                TopicFormats.of(settings)
                    .translated(PipelineSettings.incidents(settings, 1_000_000).orElseThrow()),
                metrics -> FakeModels.opened(NoModel.NONE)),
            event -> event)) {
      stream.send("cpu".getBytes(UTF_8), ForeignAvro.write(id, schema, fields), 1_000);
      stream.send("mem".getBytes(UTF_8), json, 1_000);
      stream.advance(Duration.ofMinutes(10));
      stream.settle();

      assertThat(stream.deadLetters()).isEmpty();
      List<OutputRecord> incidents = stream.events();
      assertThat(incidents).isNotEmpty();
      assertThat(foreign.read(incidents.get(incidents.size() - 1).value()))
          .containsEntry("members", 2);
    }
  }

  private Settings settings(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(more);
    all.put("topics.prefix", "test."); // as contracts read them
    all.put("schema.registry.url", registry.url());
    return Settings.of(all);
  }
}
