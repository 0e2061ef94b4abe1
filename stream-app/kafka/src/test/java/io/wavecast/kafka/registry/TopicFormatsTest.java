package io.wavecast.kafka.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.incident.AlertChange;
import io.wavecast.core.stream.NoModel;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.PipelineSpec;
import io.wavecast.core.stream.UnavailableException;
import io.wavecast.schemas.EventSchema;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.ForecastCodec;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.testkit.contract.LocalStream;
import io.wavecast.testkit.fakes.RoutedForecasters;
import io.wavecast.testkit.process.FreePorts;
import io.wavecast.testkit.registry.ForeignAvro;
import io.wavecast.testkit.registry.StandInRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicFormatsTest {
  private static final String AVRO = "{format: avro, timestamp: /at, value: /c}";

  private static final String READING =
      """
      {"type": "record", "name": "Reading", "fields": [
        {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
        {"name": "c", "type": "double"}]}
      """;

  private final StandInRegistry registry = new StandInRegistry();

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void avro_in_becomes_avro_out_also_after_the_pipeline_was_sent_to_another_process()
      throws Exception {
    ForeignAvro foreign = new ForeignAvro(registry.url());
    int id = foreign.register("in-value", READING);
    Settings settings = settings(Map.of("inputs", AVRO, "outputs.format", "avro"));
    LocalStream<Observation, Forecasters, OutputRecord> stream = stream(sent(spec(settings)));

    for (int i = 1; i <= 3; i++) {
      stream.send(key(), value(id, i), 60_000L * i, List.of());
    }

    List<byte[]> forecasts =
        stream.events().stream()
            .filter(e -> e.topic().equals("wavecast.forecasts"))
            .map(OutputRecord::value)
            .toList();
    assertThat(forecasts).hasSize(2);
    assertThat(foreign.read(forecasts.get(1)).get("origin")).isEqualTo(180_000L);
    assertThat(registry.subjects())
        .contains("wavecast.forecasts-value", "wavecast.deviations-value");
    Forecast own = ForecastCodec.read(TopicFormats.of(settings).events().decode(forecasts.get(1)));
    assertThat(own.origin()).isEqualTo(180_000L);
  }

  @Test
  void an_unknown_id_is_dead_lettered_with_its_bytes() {
    Settings settings = settings(Map.of("inputs", AVRO));
    LocalStream<Observation, Forecasters, OutputRecord> stream = stream(spec(settings));

    stream.send(key(), value(77, 1), 60_000, List.of());

    assertThat(stream.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.reason().label()).isEqualTo("unknown-schema");
              assertThat(letter.message())
                  .isEqualTo("schema 77 is not known to the schema registry");
              assertThat(letter.value()).isEqualTo(value(77, 1));
            });
  }

  @Test
  void alerts_are_read_in_every_format() throws Exception {
    ForeignAvro foreign = new ForeignAvro(registry.url());
    int id = foreign.register("alerts-value", EventSchema.ALERT.avro());
    Settings settings = settings(Map.of("incidents.enabled", "true"));
    LocalStream<AlertChange, NoModel, OutputRecord> stream =
        new LocalStream<>(
            TopicFormats.of(settings)
                .translated(PipelineSettings.incidents(settings, 1_000_000).orElseThrow()),
            NoModel.NONE,
            Function.identity());
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
    byte[] avro = ForeignAvro.write(id, EventSchema.ALERT.avro(), fields);

    stream.send(key(), avro, 1_000, List.of());
    stream.send(
        key(),
        new String(
                AlertCodec.write(AlertCodec.read(TopicFormats.of(settings).events().decode(avro))),
                UTF_8)
            .replace("cpu", "mem")
            .getBytes(UTF_8),
        1_000,
        List.of());

    assertThat(stream.deadLetters()).isEmpty();
    stream.advance(Duration.ofMinutes(10));
    stream.settle();
    assertThat(stream.events())
        .last()
        .satisfies(e -> assertThat(new String(e.value(), UTF_8)).contains("\"cpu\"", "\"mem\""));
  }

  @Test
  void without_a_registry_nothing_is_translated() {
    ForecastSpec spec = PipelineSettings.forecasts(Settings.of(Map.of()), 1_000_000);

    assertThat(TopicFormats.of(Settings.of(Map.of())).translated(spec)).isSameAs(spec);
  }

  @Test
  void user_and_password_are_sent_and_never_shown() {
    Settings settings =
        settings(Map.of("schema.registry.user-info", "me:hush", "outputs.format", "avro"));

    TopicFormats.of(settings).prepare(w -> {});

    assertThat(registry.authorizations()).isNotEmpty().containsOnly("Basic bWU6aHVzaA==");
    assertThat(settings.yaml()).doesNotContain("hush");
  }

  @Test
  void a_token_is_read_for_each_request(@TempDir Path dir) throws Exception {
    Path file = Files.writeString(dir.resolve("token"), "one\n");
    TopicFormats formats =
        TopicFormats.of(
            settings(
                Map.of("schema.registry.token-file", file.toString(), "outputs.format", "avro")));
    formats.prepare(w -> {});
    Files.writeString(file, "two\n");

    assertThatThrownBy(() -> formats.events().decode(value(5_000, 1)))
        .hasMessageContaining("not known");

    assertThat(registry.authorizations()).contains("Bearer one").endsWith("Bearer two");
  }

  @Test
  void an_absent_registry_is_a_warning_and_then_a_problem_that_names_its_address() {
    int port = FreePorts.next();
    TopicFormats formats =
        TopicFormats.of(
            settings(
                Map.of(
                    "schema.registry.url", "http://127.0.0.1:" + port,
                    "schema.registry.user-info", "me:hush",
                    "outputs.format", "avro")));
    List<String> warnings = new ArrayList<>();

    formats.prepare(warnings::add);

    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("schema registry does not answer: http://127.0.0.1:" + port + ": ")
        .endsWith("; asked again with the first event")
        .doesNotContain("hush");
    assertThat(formats.problem()).isPresent();
    assertThatThrownBy(() -> formats.events().decode(value(1, 1)))
        .isInstanceOf(UnavailableException.class);
  }

  private static byte[] key() {
    return "s".getBytes(UTF_8);
  }

  private static byte[] value(int id, int i) {
    return ForeignAvro.write(id, READING, Map.of("at", 60_000L * i, "c", 1.5 * i));
  }

  private Settings settings(Map<String, String> more) {
    Map<String, String> all = new HashMap<>();
    all.put("schema.registry.url", registry.url());
    all.put("inputs", "{timestamp: /at, value: /c}");
    all.putAll(more);
    return Settings.of(all);
  }

  private static PipelineSpec<Observation, Forecasters> spec(Settings settings) {
    return TopicFormats.of(settings).translated(PipelineSettings.forecasts(settings, 1_000_000));
  }

  private static LocalStream<Observation, Forecasters, OutputRecord> stream(
      PipelineSpec<Observation, Forecasters> spec) {
    return new LocalStream<>(spec, new RoutedForecasters(), Function.identity());
  }

  @SuppressWarnings("unchecked")
  private static <T> T sent(T object) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (T) in.readObject();
    }
  }
}
