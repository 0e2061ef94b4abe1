package io.wavecast.registry.avro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import io.wavecast.schemas.EventSchema;
import io.wavecast.schemas.json.JsonWriter;
import java.io.IOException;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectSchemasTest {
  private static final String TIMESTAMP = "org.apache.kafka.connect.data.Timestamp";

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "FLAT_.*")
  void the_schema_for_connect_has_the_fields_of_the_one_of_avro(EventSchema event) {
    assertThat(event.connect()).isEqualTo(of(new Schema.Parser().parse(event.avro())));
  }

  private static String of(Schema record) {
    byte[] json =
        JsonWriter.object(
            out -> {
              out.writeStringField("type", "struct");
              out.writeStringField("name", record.getFullName());
              out.writeBooleanField("optional", false);
              out.writeArrayFieldStart("fields");
              for (Schema.Field field : record.getFields()) {
                out.writeStartObject();
                out.writeStringField("field", field.name());
                write(out, field);
                out.writeEndObject();
              }
              out.writeEndArray();
            });
    return new String(json, UTF_8);
  }

  private static void write(JsonGenerator out, Schema.Field field) throws IOException {
    boolean optional = field.schema().isNullable();
    Schema type = optional ? field.schema().getTypes().get(1) : field.schema();
    out.writeStringField("type", type(field.name(), type));
    out.writeBooleanField("optional", optional);
    if (type.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
      out.writeStringField("name", TIMESTAMP);
      out.writeNumberField("version", 1);
    }
  }

  private static String type(String field, Schema type) {
    return switch (type.getType()) {
      case STRING -> "string";
      case LONG -> "int64";
      case INT -> "int32";
      case FLOAT -> "float";
      case DOUBLE -> "double";
      case BOOLEAN -> "boolean";
      default ->
          throw new IllegalArgumentException(
              "field '%s' must be a scalar, got: %s".formatted(field, type.getType().getName()));
    };
  }
}
