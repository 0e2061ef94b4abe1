package io.wavecast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.ingest.FieldPath;
import io.wavecast.core.ingest.IngestSpec;
import io.wavecast.core.ingest.Input;
import io.wavecast.core.ingest.KeyTemplate;
import io.wavecast.core.ingest.LabelTemplates;
import io.wavecast.core.ingest.NumberFormat;
import io.wavecast.core.ingest.TimeField;
import io.wavecast.core.ingest.ValueFields;
import io.wavecast.core.text.UsageException;
import io.wavecast.schemas.forecast.ObservationFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputListTest {
  @TempDir Path folder;

  private Settings settings(String yaml) throws Exception {
    Path file = Files.writeString(folder.resolve("wavecast.yaml"), yaml);
    return Settings.load(Host.SERVICE, Map.of(), Map.of(), Optional.of(file));
  }

  private static IngestSpec spec(Settings settings) {
    return PipelineSettings.inputs(settings, 1 << 20).orElseThrow();
  }

  @Test
  void without_inputs_there_is_no_pipeline() {
    assertThat(PipelineSettings.inputs(Settings.of(Map.of()), 1 << 20)).isEmpty();
  }

  @Test
  void an_input_needs_nothing_but_topics() throws Exception {
    Input input = spec(settings("inputs:\n- topics: raw\n")).inputs().get(0);

    assertThat(input.name()).isEqualTo("raw");
    assertThat(input.topics()).containsExactly("raw");
    assertThat(input.key()).isEqualTo(KeyTemplate.RECORD_KEY);
    assertThat(input.values()).isEqualTo(ValueFields.at("/value"));
    assertThat(input.time()).isNull();
    assertThat(input.points()).isEmpty();
    assertThat(input.filters()).isEmpty();
  }

  @Test
  void an_input_may_say_everything() throws Exception {
    IngestSpec spec =
        spec(
            settings(
                """
                topics.prefix: my.
                input.max-bytes: 1000
                input.max-ahead: ""
                time.zone: Europe/Berlin
                inputs:
                - name: shop
                  topics: [a, b]
                  format: csv
                  columns: [at, item, price, tax]
                  separator: ";"
                  key: "{topic}.{/item}.{value}"
                  labels: {item: /item, kind: "{value}", zone: "{key/zone}"}
                  values: {price: /price, tax: /tax}
                  timestamp: /at
                  timestamp-format: yyyy-MM-dd HH:mm:ss
                  where: ["/price exists", "/item != x"]
                - {topics: c, format: number, name: plain}
                """));

    Input shop = spec.inputs().get(0);
    assertThat(spec.observations()).isEqualTo("my.observations");
    assertThat(spec.maxBytes()).isEqualTo(1000);
    assertThat(spec.maxAhead()).isNull();
    assertThat(spec.io().inputs()).containsExactly("a", "b", "c");
    assertThat(shop.points()).containsExactly(FieldPath.WHOLE);
    assertThat(shop.time())
        .isEqualTo(
            new TimeField(FieldPath.of("/at"), "yyyy-MM-dd HH:mm:ss", ZoneId.of("Europe/Berlin")));
    assertThat(shop.filters()).hasSize(2);
    assertThat(shop.labels())
        .isEqualTo(
            LabelTemplates.of(Map.of("item", "/item", "kind", "{value}", "zone", "{key/zone}")));
    assertThat(shop.values().fields()).extracting(ValueFields.Field::name).contains("price", "tax");
    assertThat(spec.inputs().get(1).format()).isEqualTo(new NumberFormat());
    assertThat(spec.inputs().get(1).values()).isEqualTo(ValueFields.at(""));
  }

  @Test
  void patterns_of_topics_match_nothing_that_wavecast_writes_or_reads_by_itself() throws Exception {
    IngestSpec spec =
        spec(
            settings(
                """
                topics.prefix: ""
                application.id: mine
                outputs.flat: alerts
                topics.names.incidents: trouble
                inputs:
                - {topics: ["*", plain], format: number}
                """));

    assertThat(spec.inputs().get(0).name()).isEqualTo("*");
    assertThat(spec.io().inputs()).containsExactly("plain");
    assertThat(
            Stream.of(
                "observations",
                "forecasts",
                "deviations",
                "alerts",
                "dead-letters",
                "events",
                "trouble",
                "calendar",
                "flat-alerts",
                "mine-inputs-x-changelog",
                "__consumer_offsets",
                "plain"))
        .noneMatch(spec.io().pattern()::matches);
    assertThat(Stream.of("incidents", "orders", "mine")).allMatch(spec.io().pattern()::matches);
  }

  @Test
  void an_input_has_its_own_zone() throws Exception {
    Input input =
        spec(settings(
                "inputs: [{topics: a, timestamp: /t, timestamp-format: dd.MM.yyyy, timestamp-zone:"
                    + " Z}]"))
            .inputs()
            .get(0);

    assertThat(input.time())
        .isEqualTo(new TimeField(FieldPath.of("/t"), "dd.MM.yyyy", ZoneOffset.UTC));
  }

  @Test
  void the_effective_configuration_reads_back() throws Exception {
    Settings settings = settings("inputs:\n- {topics: raw, key: \"{/it's}: #\\\"1\\\"\"}\n");

    Settings again = settings(settings.yaml());

    assertThat(spec(again).inputs()).isEqualTo(spec(settings).inputs());
  }

  @Test
  void a_flag_takes_the_same_list() {
    Settings settings = Settings.of(Map.of("inputs", "[{topics: raw, format: number}]"));

    assertThat(spec(settings).inputs()).extracting(Input::name).isEqualTo(List.of("raw"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [raw] | input 1 must have keys and values
          [null] | input 1 must have keys and values
          [{topics: 5}] | input 1: topics must be text, got the number 5; write '5' for a name
          [{topics: [a, 5]}] | input 1: topics must be text, got the number 5; write '5' for a name
          [{topics: a, format: number, points: /x}] | input 1: points must not be set with format number
          [{topics: a, format: number, value: /x}] | input 1: value must not be set with format number
          [{topics: a, format: number, where: /x exists}] | input 1: where must not be set with format number
          [{topics: a, every: PT0S, aggregate: sum}] | input 1: every must be in 1ms..366d, got: 0s
          [{topics: a, grace: 61m, aggregate: sum}] | input 1: grace must be at least 0 and at most 60 times 'every' (1m), got: 61m
          [{topics: a}, {topics: "b/"}] | input 2, topics: topic name must have 1..249
          [{topics: a}, {topics: "[b]*"}] | input 2, topics: pattern of topics must have 1..249
          [{topics: "wavecast.a*"}] | pattern of topics 'wavecast.a*' matches only topics that no pattern reads
          [{topics: "wavecast-a*"}] | pattern of topics 'wavecast-a*' matches only topics that no pattern reads
          [{topics: "*"}, {topics: "b*"}] | pattern of topics 'b*' must be before '*'
          [{name: x, topics: a, format: avor}] | input 'x': format must be json, number, csv, text, avro, json-schema or protobuf, got: 'avor'
          [{name: x, topics: a, format: protobuf}] | input 'x': format protobuf needs schema.registry.url, or descriptor and message
          [{name: x, topics: a, format: protobuf, message: shop.Order}] | input 'x': descriptor and message must both be set
          [{name: x, topics: a, format: protobuf, descriptor: pom.xml}] | input 'x': descriptor and message must both be set
          [{name: x, topics: a, format: protobuf, descriptor: pom.xml, message: M}] | input 'x': must be a descriptor set, as protoc --descriptor_set_out writes it
          [{name: x, topics: a, format: json, descriptor: pom.xml}] | input 'x': descriptor must not be set with format json
          [{name: x, topics: a, format: avro, message: M}] | input 'x': message must not be set with format avro
          [{name: x, topics: a, format: avro}] | input 'x': format avro needs schema.registry.url
          [{topics: a}, {topics: b, format: json-schema}] | input 'b': format json-schema needs schema.registry.url
          [{name: x, topics: a, format: text}] | input 'x': format text needs pattern
          [{name: x, topics: a, format: text, pattern: "("}] | input 'x', pattern: pattern cannot be read
          [{name: x, topics: a, format: csv, separator: ab}] | input 'x': separator must be one character, got: 'ab'
          [{name: x, topics: a, format: csv, columns: [a, a]}] | input 'x': columns must have different names
          [{name: x, topics: a, format: csv, decimal: ","}] | input 'x': separator and decimal must differ, got ',' for both
          [{name: x, topics: a, format: csv, separator: "."}] | input 'x': separator and decimal must differ, got '.' for both
          [{name: x, topics: a, decimal: ";"}] | input 'x', decimal: must be '.' or ',', got: ';'
          [{name: x, topics: a, aggregate: count, decimal: ","}] | input 'x': decimal has no meaning where no number is read
          [{name: x, topics: a, aggregate: distinct, decimal: ","}] | input 'x': decimal has no meaning where no number is read
          [{name: x, topics: a, key: "{metric}"}] | input 'x', key: placeholder must be
          [{name: x, topics: a, key: [b]}] | input 'x', key: must be plain text
          [{topics: []}] | input 1: topics must name a topic
          [{name: x, topics: a, labels: /b}] | input 'x': labels must be names and where they are, e.g. {service: /service}
          [{name: x, topics: a, labels: {b: "{c}"}}] | input 'x', labels: placeholder must be
          [{name: x, topics: a, labels: {severity: /c}}] | input 'x', labels: name of a label must be letters, digits and _
          [{name: x, topics: a, labels: {b: ""}}] | input 'x', labels: must not be empty
          [{name: x, topics: a, points: data}] | input 'x', points: path to a field must be a JSON pointer
          [{name: x, topics: a, value: /a, values: {b: /b}}] | input 'x': value and values must not both be set
          [{name: x, topics: a, values: {b: /b, c: /c}}] | input 'x': key must contain {value}
          [{name: x, topics: a, values: /a/*/b}] | input 'x', values: path to values must have * only as its last part, and none where values have names, got: '/a/*/b'
          [{name: x, topics: a, value: /*/b/*}] | input 'x', value: path to values must have * only as its last part
          [{name: x, topics: a, values: {b: /a/*}}] | input 'x', values: path to values must have * only
          [{name: x, topics: a, values: {b: c}}] | input 'x', values: path to a field must be a JSON pointer
          [{name: x, topics: a, timestamp: /t, timestamp-format: sec}] | input 'x': timestamp-format must be auto, iso, s, ms, us, ns or a pattern
          [{name: x, topics: a, timestamp: /t, timestamp-zone: Mars}] | input 'x', timestamp-zone: must be a time zone
          [{name: x, topics: a, timestamp: /t, timestamp-format: us, timestamp-zone: Europe/Berlin}] | input 'x': timestamp-zone has no meaning with timestamp-format us
          [{name: x, topics: a, timestamp: /t, timestamp-format: "yyyy-MM-dd hh:mm"}] | input 'x': timestamp-format must give the whole time of the day, or no part of it: HH is the hour
          [{name: x, topics: a, timestamp-format: s}] | input 'x': timestamp must be set
          [{name: x, topics: a, where: [/a > 5]}] | input 'x', where: filter must be PATH = TEXT
          [{name: x, topics: a, timestmp: /t}] | input 'x': unknown key 'timestmp'; did you mean 'timestamp'?
          [{topic: a}] | input 1: unknown key 'topic'; did you mean 'topics'?
          [{topics: a, time: /t}] | input 1: unknown key 'time', known are [
          [{topics: a, qwertyuiop: b}] | input 1: unknown key 'qwertyuiop', known are [aggregate, columns,
          [{topics: a, columns: [b]}] | input 1: columns has no meaning with this format
          [{name: "x y", topics: a}] | input 'x y': name must have 1..100
          [{topics: a}, {topics: a}] | inputs must have different names, got: [a, a]
          [{topics: wavecast.observations}] | input 'wavecast.observations' reads 'wavecast.observations', which Wavecast itself writes
          [{topics: wavecast.incidents}] | input 'wavecast.incidents' reads 'wavecast.incidents', which Wavecast itself writes
          [{name: x, topics: wavecast-series-changelog}] | input 'x' reads 'wavecast-series-changelog', which Wavecast itself writes
          [{topics: [a, a]}] | input 1: topics must have different names, got: [a, a]
          [{topics: a, key: k, aggregate: sum}, {topics: b, key: k, aggregate: mean}] | inputs 'a' and 'b' of the same series, 'k', must have the same aggregate
          [{name: x, topics: a, where: ["/x ~ ((a{1,1000}){1,1000}){1,1000}"]}] | input 'x', where: pattern must have at most 10000 parts
          """)
  void a_mistake_is_named_with_its_input_and_key(String inputs, String expected) {
    Settings settings = Settings.of(Map.of("inputs", inputs));

    assertThatThrownBy(() -> PipelineSettings.check(settings))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("inputs: " + expected)
        .hasMessageEndingWith("(--inputs)");
  }

  @Test
  void in_a_file_an_empty_item_and_a_number_are_refused_too() {
    assertThatThrownBy(() -> settings("inputs:\n-\n"))
        .hasMessageEndingWith("wavecast.yaml, line 2: an item of a list must not be empty");
    assertThatThrownBy(() -> spec(settings("inputs:\n- topics: 5\n")))
        .hasMessageStartingWith("inputs: input 1: topics must be text, got the number 5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [{topics: a, where: null}] | where must have a value
          [{topics: a, topics: b}] | topics is given twice
          [{topics: a | not YAML: expected ',' or '}', but got <stream end>
          """)
  void what_no_item_may_have_is_refused_with_where_it_was_given(String inputs, String expected) {
    Settings settings = Settings.of(Map.of("inputs", inputs));

    assertThatThrownBy(() -> PipelineSettings.check(settings))
        .isInstanceOf(UsageException.class)
        .hasMessage("--inputs: " + expected);
  }

  @Test
  void an_error_names_the_line_of_its_input() {
    assertThatThrownBy(() -> spec(settings("inputs:\n- topics: a\n\n- topics: b\n  format: x\n")))
        .hasMessageStartingWith("inputs: input 2: format must be")
        .hasMessageEndingWith("wavecast.yaml, line 4)");
  }

  @Test
  void numbers_that_are_meant_as_text_stay_as_they_are_written() throws Exception {
    Input input = spec(settings("inputs:\n- {topics: '5', name: 007, key: 12}\n")).inputs().get(0);

    assertThat(input.topics()).containsExactly("5");
    assertThat(input.name()).isEqualTo("007");
    assertThat(input.key().text()).isEqualTo("12");
  }

  @Test
  void a_file_must_not_give_a_key_twice() {
    assertThatThrownBy(() -> settings("inputs:\n- topics: a\n  topics: b\n"))
        .isInstanceOf(UsageException.class)
        .hasMessageEndingWith("wavecast.yaml, line 3: topics is given twice");
  }

  @Test
  void an_input_without_topics_says_what_observations_look_like() {
    Settings settings =
        Settings.of(
            Map.of(
                "inputs", "{key: /sensor/id, timestamp: /at, value: /c}", "input.max-bytes", "99"));

    assertThat(PipelineSettings.inputs(settings, 1 << 20)).isEmpty();
    assertThat(PipelineSettings.format(settings))
        .isEqualTo(ObservationFormat.of("/sensor/id", "/at", "/c", 99));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [{key: /s}, {topics: a}] | an input without topics, which says what observations themselves look like, must be the only one
          {key: "{/a}.{/b}"} | input 1, key: must be a JSON pointer such as /data/value without topics, got: '{/a}.{/b}'
          {value: a} | input 1, value: must be a JSON pointer such as /data/value without topics, got: 'a'
          {format: csv} | input 1, format: must be json or avro or json-schema without topics, got: 'csv'
          {value: /a, where: /b = c} | input 1: where has no meaning without topics
          """)
  void an_input_without_topics_is_a_simple_one(String inputs, String expected) {
    Settings settings = Settings.of(Map.of("inputs", inputs));

    assertThatThrownBy(() -> PipelineSettings.check(settings))
        .hasMessageStartingWith("inputs: " + expected);
  }
}
