package io.wavecast.registry.avro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wavecast.schemas.EventSchema;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.schemas.forecast.DeviationCodec;
import io.wavecast.schemas.forecast.ForecastCodec;
import io.wavecast.schemas.incident.IncidentCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The Avro schemas of the events, against what the JSON codecs write. */
class EventSchemasTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SCHEMAS = Path.of("../../schemas/src/test/resources");

  @ParameterizedTest
  @CsvFileSource(files = "../../schemas/src/test/resources/golden-events.csv")
  void every_golden_payload_is_written_as_avro_and_reads_back_as_the_same_event(
      EventSchema event, String name) throws IOException {
    byte[] golden = Files.readAllBytes(SCHEMAS.resolve("golden").resolve(name + ".json"));
    Schema schema = schema(event);

    byte[] avro = new AvroWriter(event).write(golden);

    byte[] back = AvroReader.of(event.avro(), List.of()).read(avro, 0).toString().getBytes(UTF_8);
    assertThat(codec(event, back)).isEqualTo(codec(event, golden));
    // what the codec writes has no field that Avro would drop
    JsonNode written = JSON.readTree(golden);
    written.fieldNames().forEachRemaining(f -> assertThat(schema.getField(f)).as(f).isNotNull());
    // Avro's own reader agrees
    GenericRecord foreign =
        new GenericDatumReader<GenericRecord>(schema)
            .read(null, DecoderFactory.get().binaryDecoder(avro, null));
    assertThat(foreign.getSchema()).isEqualTo(schema);
    if (written.has("series") && written.get("series").isTextual()) {
      assertThat(foreign.get("series")).hasToString(written.get("series").textValue());
    }
  }

  /** A change of a schema that breaks a reader of either version breaks this test. */
  @ParameterizedTest
  @EnumSource
  void consumers_of_the_first_version_read_events_of_this_one_and_the_reverse(EventSchema event)
      throws IOException {
    Schema first =
        new Schema.Parser()
            .parse(
                Files.readString(
                    SCHEMAS.resolve("contract/v1").resolve(event.name().toLowerCase() + ".avsc")));

    assertThat(compatibility(schema(event), first)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    assertThat(compatibility(first, schema(event))).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
  }

  private static SchemaCompatibilityType compatibility(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType();
  }

  private static Schema schema(EventSchema event) {
    return new Schema.Parser().parse(event.avro());
  }

  /** Absent fields come back from Avro as null. */
  private static byte[] present(byte[] json) {
    try {
      ObjectNode object = (ObjectNode) JSON.readTree(json);
      object.properties().removeIf(field -> field.getValue().isNull());
      return JSON.writeValueAsBytes(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Through the codec, so that texts of equal numbers are equal. */
  private static String codec(EventSchema event, byte[] json) {
    byte[] again =
        switch (event) {
          case FORECAST -> ForecastCodec.write(ForecastCodec.read(json));
          case DEVIATION -> DeviationCodec.write(DeviationCodec.read(json));
          case ALERT -> AlertCodec.write(AlertCodec.read(json));
          case INCIDENT -> IncidentCodec.write(IncidentCodec.read(json));
          case FLAT_FORECAST, FLAT_DEVIATION, FLAT_ALERT -> present(json);
        };
    return new String(again, UTF_8);
  }
}
