package io.wavecast.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.wavecast.schemas.forecast.FlatEvent;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.schemas.incident.IncidentTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** asyncapi.yaml says what the code writes and reads. */
class AsyncApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static JsonNode document;

  @BeforeAll
  static void read() throws IOException {
    document = new YAMLMapper().readTree(Files.readString(Path.of("asyncapi.yaml")));
  }

  @Test
  void every_topic_is_documented_under_its_default_name() {
    List<String> addresses = new ArrayList<>();
    document.get("channels").forEach(c -> addresses.add(c.get("address").asText()));

    List<String> topics = new ArrayList<>(Topics.withPrefix(Topics.DEFAULT_PREFIX).all());
    for (String ofModules :
        List.of("sketches", "sketch-labels", "chorale-requests", "chorale-notes")) {
      topics.add(Topics.DEFAULT_PREFIX + ofModules);
    }
    IncidentTopics incidents = IncidentTopics.withPrefix(Topics.DEFAULT_PREFIX);
    topics.add(incidents.incidents());
    topics.add(Topics.DEFAULT_PREFIX + "calendar");
    for (FlatEvent event : FlatEvent.values()) {
      topics.add(Topics.DEFAULT_PREFIX + "flat-" + event.title());
    }
    topics.add(Topics.DEFAULT_PREFIX + "events");
    assertThat(topics).contains(incidents.alerts(), incidents.deadLetters());
    assertThat(addresses).containsExactlyInAnyOrderElementsOf(topics);
  }

  @Test
  void every_message_but_dead_letters_says_what_its_key_is() {
    for (Map.Entry<String, JsonNode> message : document.at("/components/messages").properties()) {
      JsonNode binding =
          document.at(message.getValue().at("/bindings/$ref").asText("#").substring(1));

      assertThat(binding.at("/kafka/key/maxLength").asInt())
          .as(message.getKey())
          .isEqualTo(message.getKey().equals("deadLetter") ? 0 : RecordKey.MAX_LENGTH);
    }
  }

  @Test
  void every_reference_is_to_something() {
    List<String> references = document.findValuesAsText("$ref");

    assertThat(references).hasSizeGreaterThan(70);
    for (String reference : references) {
      assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
    }
  }

  @Test
  void golden_payloads_are_valid() throws IOException {
    JsonNode forecast = golden("forecast-v1.json");
    assertThat(schema("forecast").validate(forecast)).isEmpty();
    assertThat(schema("observation").validate(golden("observation-v1.json"))).isEmpty();
    assertThat(schema("observation").validate(golden("observation-v2.json"))).isEmpty();
    assertThat(schema("observation").validate(JSON.readTree("0.5"))).isEmpty();
    assertThat(schema("deviation").validate(golden("deviation-v1.json"))).isEmpty();
    assertThat(schema("deviation").validate(golden("deviation-unforeseen-v1.json"))).isEmpty();
    assertThat(schema("alert").validate(golden("alert-v1.json"))).isEmpty();
    assertThat(schema("alert").validate(golden("alert-v2.json"))).isEmpty();
    assertThat(schema("incident").validate(golden("incident-v1.json"))).isEmpty();
    assertThat(schema("choraleRequest").validate(golden("choraleRequest-v1.json"))).isEmpty();
    assertThat(schema("choraleNote").validate(golden("choraleNote-v1.json"))).isEmpty();
    assertThat(schema("choraleEnd").validate(golden("choraleEnd-v1.json"))).isEmpty();
    assertThat(schema("sketch").validate(golden("sketch-v1.json"))).isEmpty();
    assertThat(schema("sketchLabel").validate(golden("sketchLabel-v1.json"))).isEmpty();
  }

  /** The first text of an event has the fields that must be there, the second one all. */
  @ParameterizedTest
  @CsvSource({
    "forecast, forecast-v1, forecast-misfit-v1",
    "deviation, deviation-v1, deviation-outside-v1",
    "alert, alert-v1, alert-v2",
    "flatForecast, flatForecast-v1, flatForecast-v1",
    "flatDeviation, flatDeviation-unforeseen-v1, flatDeviation-v1",
    "flatAlert, flatAlert-unlabelled-v1, flatAlert-v1",
    "rawEvent, rawEvent-least-v1, rawEvent-v2",
    "calendarEntry, calendarEntry-once-v1, calendarEntry-v1",
    "incident, incident-v1, incident-v2",
    "choraleNote, choraleNote-v1, choraleNote-v1",
    "choraleEnd, choraleEnd-v1, choraleEnd-v1",
    "sketchLabel, sketchLabel-v1, sketchLabel-v1"
  })
  void the_schema_of_an_event_knows_every_field_that_is_written(
      String event, String least, String most) throws IOException {
    JsonNode schema = document.at("/components/schemas/" + event);
    List<String> required = new ArrayList<>();
    schema.get("required").forEach(f -> required.add(f.asText()));

    assertThat(required).containsExactlyElementsOf(fields(golden(least + ".json")));
    assertThat(fields(schema.get("properties")))
        .containsExactlyElementsOf(fields(golden(most + ".json")));
    assertThat(schema(event).validate(golden(most + ".json"))).isEmpty();
  }

  private static List<String> fields(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void what_the_schema_refuses_is_refused() throws IOException {
    assertThat(schema("observation").validate(JSON.readTree("{\"value\":1}"))).isNotEmpty();
    assertThat(schema("observation").validate(JSON.readTree("\"x\""))).isNotEmpty();
    assertThat(schema("forecast").validate(JSON.readTree("{\"series\":\"s\"}"))).isNotEmpty();
    assertThat(
            schema("choraleRequest")
                .validate(JSON.readTree("{\"seedChords\":[[35,0,0,0]],\"length\":4}")))
        .isNotEmpty();
    assertThat(schema("sketch").validate(JSON.readTree("{\"strokes\":[]}"))).isNotEmpty();
    assertThat(schema("sketch").validate(JSON.readTree("{\"strokes\":[[[1]]]}"))).isNotEmpty();
  }

  @Test
  void every_reason_of_a_dead_letter_is_listed() {
    List<String> listed = new ArrayList<>();
    document
        .at("/components/schemas/deadLetterHeaders/properties")
        .get("wavecast.error.class")
        .get("enum")
        .forEach(r -> listed.add(r.asText()));

    assertThat(listed)
        .containsExactlyElementsOf(
            Arrays.stream(BadRecordException.Reason.values())
                .map(BadRecordException.Reason::label)
                .toList());
  }

  @Test
  void the_headers_of_a_dead_letter_are_those_described() {
    DeadLetter letter =
        new DeadLetter(null, new byte[] {1}, BadRecordException.Reason.MALFORMED, "m", "t", 2, 3);

    assertThat(schema("deadLetterHeaders").validate(JSON.valueToTree(letter.headers()))).isEmpty();
  }

  @Test
  void messages_that_carry_a_trace_say_so() {
    List<String> traced = new ArrayList<>();
    for (Map.Entry<String, JsonNode> message : document.at("/components/messages").properties()) {
      if (message.getValue().at("/headers").findValuesAsText("$ref").stream()
          .anyMatch(ref -> ref.endsWith("/traceHeaders"))) {
        traced.add(message.getKey());
      }
    }

    assertThat(traced)
        .containsExactly(
            "observation",
            "rawEvent",
            "forecast",
            "deviation",
            "alert",
            "flatForecast",
            "flatDeviation",
            "flatAlert");
  }

  @Test
  void the_header_of_history_is_the_one_described() {
    assertThat(document.at("/components/schemas/backfillHeaders/properties").fieldNames())
        .toIterable()
        .containsExactly(Observation.HISTORY_HEADER);
  }

  @Test
  void the_headers_of_a_trace_have_a_form() {
    Map<String, String> valid =
        Map.of(
            "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "tracestate", "x=1");
    Map<String, String> noTrace =
        Map.of("traceparent", "00-00000000000000000000000000000000-b7ad6b7169203331-01");

    for (String headers : List.of("traceHeaders", "deadLetterHeaders")) {
      assertThat(messages(headers, valid)).noneMatch(message -> message.contains("trace"));
      assertThat(messages(headers, noTrace)).anyMatch(message -> message.contains("traceparent"));
    }
  }

  private static List<String> messages(String schema, Map<String, String> headers) {
    return schema(schema).validate(JSON.valueToTree(headers)).stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }

  private static JsonSchema schema(String name) {
    String text = document.toString().replace("#/components/schemas/", "#/definitions/");
    try {
      JsonNode components = JSON.readTree(text).at("/components/schemas");
      ObjectNode root = JSON.createObjectNode();
      root.put("$ref", "#/definitions/" + name);
      root.set("definitions", components);
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(root);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A golden payload of this module, or of one with a pipeline of its own. */
  private static JsonNode golden(String name) throws IOException {
    for (String module : List.of(".", "../stream-app/sketches", "../stream-app/chorales")) {
      Path file = Path.of(module, "src/test/resources/golden", name);
      if (Files.exists(file)) {
        return JSON.readTree(Files.readString(file));
      }
    }
    throw new AssertionError("no golden payload " + name);
  }
}
