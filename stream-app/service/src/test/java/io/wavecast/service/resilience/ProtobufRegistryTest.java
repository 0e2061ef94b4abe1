package io.wavecast.service.resilience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.core.ingest.IngestSpec;
import io.wavecast.core.stream.NoModel;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.kafka.registry.TopicFormats;
import io.wavecast.testkit.contract.LocalStream;
import io.wavecast.testkit.registry.ForeignAvro;
import io.wavecast.testkit.registry.ForeignProtobuf;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schemas in Protobuf as a real registry keeps them; with the profile {@code apicurio}. */
@Tag("slow")
class ProtobufRegistryTest {
  private static final ForeignProtobuf READINGS =
      new ForeignProtobuf(
          """
          name: "readings.proto" syntax: "proto3"
          message_type { name: "Sensor"
            field { name: "id" number: 1 label: LABEL_OPTIONAL type: TYPE_STRING } }
          message_type { name: "Reading"
            field { name: "sensor" number: 1 label: LABEL_OPTIONAL type: TYPE_MESSAGE
                    type_name: ".Sensor" }
            field { name: "c" number: 2 label: LABEL_OPTIONAL type: TYPE_DOUBLE } }
          """);

  @TempDir Path dir;

  @Test
  void a_file_that_imports_another_is_read() throws Exception {
    assumeTrue(ApicurioProcess.isPresent(), "needs the profile apicurio");
    try (ApicurioProcess registry = ApicurioProcess.start(dir)) {
      ForeignAvro foreign = new ForeignAvro(registry.url().toString());
      foreign.register(
          "sensors", "syntax = \"proto3\"; message Sensor { string id = 1; }", "PROTOBUF");
      int id =
          foreign.register(
              "readings-value",
              "syntax = \"proto3\"; import \"sensor.proto\"; message Other {}"
                  + " message Reading { Sensor sensor = 1; double c = 2; }",
              "PROTOBUF",
              "sensor.proto",
              "sensors");
      Settings settings =
          Settings.of(
              Map.of(
                  "inputs",
                  "[{topics: readings, format: protobuf, key: '{/sensor/id}', value: /c}]",
                  "schema.registry.url",
                  registry.url().toString()));
      IngestSpec spec = PipelineSettings.inputs(settings, 1_000_000).orElseThrow();
      LocalStream<String, NoModel, OutputRecord> stream =
          new LocalStream<>(
              TopicFormats.of(settings).translated(spec), NoModel.NONE, Function.identity());

      stream.send(
          null, READINGS.write(id, "Reading", "sensor { id: 's' } c: 21.5"), 5_000, List.of());

      assertThat(stream.deadLetters()).isEmpty();
      assertThat(stream.events())
          .singleElement()
          .satisfies(o -> assertThat(new String(o.key(), UTF_8)).isEqualTo("s"))
          .satisfies(o -> assertThat(new String(o.value(), UTF_8)).endsWith("\"value\":21.5}"));
    }
  }
}
