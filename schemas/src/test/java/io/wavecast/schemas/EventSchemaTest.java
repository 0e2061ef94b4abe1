package io.wavecast.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The JSON Schemas of the events, against golden payloads, earlier versions and asyncapi.yaml. */
class EventSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path RESOURCES = Path.of("src/test/resources");

  @ParameterizedTest
  @CsvFileSource(files = "src/test/resources/golden-events.csv")
  void golden_payloads_are_valid_by_this_schema_and_by_that_of_the_first_version(
      EventSchema event, String name) throws IOException {
    JsonNode golden = JSON.readTree(read(RESOURCES.resolve("golden").resolve(name + ".json")));

    assertThat(validator(event.jsonSchema()).validate(golden)).isEmpty();
    assertThat(validator(first(event)).validate(golden)).isEmpty();
    golden
        .fieldNames()
        .forEachRemaining(f -> assertThat(tree(event).get("properties").has(f)).as(f).isTrue());
    for (JsonNode required : tree(event).get("required")) {
      ObjectNode without = golden.deepCopy();
      without.remove(required.asText());
      assertThat(validator(event.jsonSchema()).validate(without))
          .as(required.asText())
          .isNotEmpty();
    }
  }

  /** Fields are only ever added, and none that is added is required. */
  @ParameterizedTest
  @EnumSource
  void a_field_of_the_first_version_is_still_there_with_its_type(EventSchema event)
      throws IOException {
    JsonNode first = JSON.readTree(first(event));
    JsonNode now = tree(event);

    assertThat(now.get("required")).isEqualTo(first.get("required"));
    for (Map.Entry<String, JsonNode> field : first.get("properties").properties()) {
      JsonNode present = now.get("properties").get(field.getKey());
      assertThat(present).as(field.getKey()).isNotNull();
      assertThat(present.get("type")).as(field.getKey()).isEqualTo(field.getValue().get("type"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void asyncapi_says_the_same(EventSchema event) throws IOException {
    JsonNode document = new YAMLMapper().readTree(read(Path.of("asyncapi.yaml")));
    JsonNode schemas = document.at("/components/schemas");
    JsonNode documented = resolved(schemas.get(camelCase(event)), schemas);

    ObjectNode own = (ObjectNode) tree(event);
    JsonNode avro = new ObjectMapper().readTree(event.avro());
    assertThat(own.get("title").asText())
        .isEqualTo(avro.get("namespace").asText() + "." + avro.get("name").asText());
    own.remove(java.util.List.of("$schema", "title", "description"));
    assertThat(own).isEqualTo(documented);
  }

  /** FLAT_ALERT is flatAlert. */
  private static String camelCase(EventSchema event) {
    return Pattern.compile("_(.)")
        .matcher(event.name().toLowerCase(Locale.ROOT))
        .replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
  }

  /** The schema with references replaced; a description beside one takes its place. */
  private static JsonNode resolved(JsonNode schema, JsonNode all) {
    if (schema.isArray()) {
      var elements = JSON.createArrayNode();
      schema.forEach(element -> elements.add(resolved(element, all)));
      return elements;
    }
    if (!schema.isObject()) {
      return schema;
    }
    ObjectNode result = JSON.createObjectNode();
    if (schema.has("$ref")) {
      String name = schema.get("$ref").asText().replaceAll(".*/", "");
      result.setAll((ObjectNode) resolved(all.get(name), all));
    }
    schema
        .properties()
        .forEach(
            field -> {
              if (!field.getKey().equals("$ref")) {
                result.set(field.getKey(), resolved(field.getValue(), all));
              }
            });
    return result;
  }

  private static JsonSchema validator(String schema) {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
  }

  private static JsonNode tree(EventSchema event) {
    try {
      return JSON.readTree(event.jsonSchema());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String first(EventSchema event) {
    String file = event.name().toLowerCase(Locale.ROOT) + ".schema.json";
    return read(RESOURCES.resolve("contract/v1").resolve(file));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
