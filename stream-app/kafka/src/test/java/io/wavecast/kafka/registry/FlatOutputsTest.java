package io.wavecast.kafka.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.config.Settings;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.schemas.EventSchema;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.ForecastCodec;
import io.wavecast.testkit.registry.ForeignAvro;
import io.wavecast.testkit.registry.StandInRegistry;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Flat records, as the converters of sinks read them. */
class FlatOutputsTest {
  private static final String ALL = "forecasts,deviations,alerts";

  private final StandInRegistry registry = new StandInRegistry();

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void the_converter_of_kafka_connect_reads_forecasts_as_rows() {
    List<OutputRecord> outputs = FlatRecords.outputs(Map.of("outputs.flat", ALL));
    Forecast last = lastForecast(outputs);

    List<Struct> rows = FlatRecords.rows(outputs, "wavecast.flat-forecasts");

    assertThat(rows).hasSize(10 * 89);
    List<Struct> newest = rows.subList(rows.size() - 10, rows.size());
    for (int lead = 1; lead <= 10; lead++) {
      Struct row = newest.get(lead - 1);
      row.validate();
      assertThat(row.get("series")).isEqualTo("s");
      assertThat(row.get("origin")).isEqualTo(new Date(last.origin()));
      assertThat(row.get("lead")).isEqualTo(lead);
      assertThat(row.get("timestamp")).isEqualTo(new Date(last.timeAt(lead)));
      assertThat(row.get("yhat")).isEqualTo(last.yhat()[lead - 1]);
      assertThat(row.get("yhatLower")).isEqualTo(last.yhatLower()[lead - 1]);
      assertThat(row.get("yhatUpper")).isEqualTo(last.yhatUpper()[lead - 1]);
      assertThat(row.get("level")).isEqualTo(0.9);
      assertThat(row.get("model")).isEqualTo(last.model().name());
      assertThat(row.get("modelVersion")).isEqualTo(last.model().version());
      assertThat(row.get("warmup")).isEqualTo(false);
      assertThat(row.get("imputed")).isEqualTo(false);
    }
    Schema schema = newest.get(0).schema();
    assertThat(schema.name()).isEqualTo("io.wavecast.FlatForecast");
    assertThat(schema.field("timestamp").schema()).isEqualTo(Timestamp.SCHEMA);
    assertThat(schema.fields()).allMatch(field -> field.schema().type().isPrimitive());
  }

  @Test
  void the_converter_of_kafka_connect_reads_deviations_and_alerts_and_what_they_lack_is_null() {
    List<OutputRecord> outputs =
        FlatRecords.outputs(Map.of("outputs.flat", ALL, "labels.pattern", "(?P<name>.*)"));

    List<Struct> deviations = FlatRecords.rows(outputs, "wavecast.flat-deviations");
    List<Struct> alerts = FlatRecords.rows(outputs, "wavecast.flat-alerts");

    assertThat(deviations).hasSize(90);
    assertThat(deviations.get(0).get("y")).isEqualTo(0f);
    assertThat(deviations.get(0).get("lead")).isEqualTo(0);
    assertThat(deviations.get(0).get("yhat")).isNull();
    assertThat(deviations.get(80).get("yhat")).isNotNull();
    assertThat(deviations.get(80).get("signal")).isNotNull();
    assertThat(alerts).isNotEmpty();
    assertThat(alerts.get(0).get("previous")).isEqualTo("OK");
    assertThat(alerts.get(0).get("since")).isInstanceOf(Date.class);
    assertThat(alerts.get(0).get("labels")).isEqualTo("{\"name\":\"s\"}");
    deviations.forEach(Struct::validate);
    alerts.forEach(Struct::validate);
  }

  @Test
  void in_avro_a_foreign_reader_gets_the_same_rows() throws Exception {
    ForeignAvro foreign = new ForeignAvro(registry.url());

    List<OutputRecord> outputs = registered("avro");

    Forecast last = lastForecast(outputs);
    Map<String, Object> row = foreign.read(last(outputs, "wavecast.flat-forecasts"));
    assertThat(row)
        .containsEntry("series", "s")
        .containsEntry("origin", last.origin())
        .containsEntry("lead", 10)
        .containsEntry("timestamp", last.timeAt(10))
        .containsEntry("yhat", last.yhat()[9])
        .containsEntry("warmup", false);
    assertThat(foreign.read(last(outputs, "wavecast.flat-deviations"))).containsEntry("y", 1000f);
    assertThat(registry.subjects())
        .contains(
            "wavecast.flat-forecasts-value",
            "wavecast.flat-deviations-value",
            "wavecast.flat-alerts-value");
  }

  @Test
  void with_a_json_schema_a_value_is_the_id_and_the_payload_alone() throws Exception {
    byte[] value = last(registered("json-schema"), "wavecast.flat-forecasts");

    Map<String, ?> payload = FlatRecords.json(Arrays.copyOfRange(value, 5, value.length));
    assertThat(value[0]).isZero();
    assertThat(payload.get("lead")).isEqualTo(10L);
    String schema = EventSchema.FLAT_FORECAST.jsonSchema();
    assertThat(FlatRecords.json(schema.getBytes(UTF_8)).get("required"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .containsExactlyInAnyOrderElementsOf(payload.keySet());
  }

  @Test
  void other_topics_stay_as_they_are() {
    List<String> plain = lines(FlatRecords.outputs(Map.of()));
    List<String> flat = lines(FlatRecords.outputs(Map.of("outputs.flat", ALL)));

    assertThat(plain).noneMatch(line -> line.startsWith("wavecast.flat-"));
    assertThat(flat.stream().filter(line -> !line.startsWith("wavecast.flat-")).toList())
        .isEqualTo(plain)
        .hasSizeLessThan(flat.size());
  }

  private List<OutputRecord> registered(String format) {
    Map<String, String> settings = new HashMap<>();
    settings.put("outputs.flat", ALL);
    settings.put("outputs.format", format);
    settings.put("schema.registry.url", registry.url());
    return FlatRecords.outputs(settings);
  }

  private Forecast lastForecast(List<OutputRecord> outputs) {
    byte[] value = last(outputs, "wavecast.forecasts");
    Settings settings = Settings.of(Map.of("schema.registry.url", registry.url()));
    return ForecastCodec.read(
        Objects.requireNonNull(TopicFormats.of(settings).events().decode(value)));
  }

  private static byte[] last(List<OutputRecord> outputs, String topic) {
    List<byte[]> values = FlatRecords.values(outputs, topic);
    return values.get(values.size() - 1);
  }

  private static List<String> lines(List<OutputRecord> outputs) {
    return outputs.stream()
        .map(o -> o.topic() + " " + new String(Objects.requireNonNull(o.value()), UTF_8))
        .toList();
  }
}
