package io.wavecast.core.ingest;

import static io.wavecast.core.ingest.Mapped.TIME;
import static io.wavecast.core.ingest.Mapped.json;
import static io.wavecast.core.ingest.Mapped.timed;
import static io.wavecast.core.ingest.Mapped.to;
import static io.wavecast.core.ingest.Mapped.where;
import static io.wavecast.core.ingest.Mapped.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputMappingTest {
  private static ValueFields cpuAndMem() {
    Map<String, String> paths = new LinkedHashMap<>();
    paths.put("cpu", "/cpu/busy");
    paths.put("mem", "/mem");
    return ValueFields.named(paths);
  }

  @Test
  void a_record_is_an_observation_of_its_key_at_its_time() {
    Mapped mapped = Mapped.of(json("{key}"), "{\"value\":1.5}");

    assertThat(mapped.values()).containsExactly("k=1.5");
    assertThat(mapped.times()).containsExactly(TIME);
    assertThat(mapped.why()).isEmpty();
  }

  @Test
  void a_number_may_be_text() {
    assertThat(Mapped.of(json("{key}"), "{\"value\":\" 1.5 \"}").values()).containsExactly("k=1.5");
  }

  @ParameterizedTest
  @CsvSource({
    "{/service}.{/metric}, web.load",
    "{topic}/{header.site}, raw/berlin",
    "x{/n}{/b}, x7true",
    "{key/id}-{key/part/0}, 9-p"
  })
  void a_key_joins_fields_and_parts_of_the_record(String key, String series) {
    Mapped mapped =
        Mapped.of(
            json(key),
            Mapped.record(
                "{\"id\":9,\"part\":[\"p\"]}",
                "{\"service\":\"web\",\"metric\":\"load\",\"n\":7,\"b\":true,\"value\":1}"));

    assertThat(mapped.values()).containsExactly(series + "=1.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {/service} | missing-field: input 'test': field '/service' is missing
          {/o} | wrong-type: input 'test': field '/o' must be text, a number or a boolean, got: object
          {header.zone} | missing-field: input 'test': header 'zone' is missing
          {key/id} | bad-key: input 'test': key of the record must be JSON
          """)
  void a_part_that_is_absent_is_named(String key, String why) {
    Mapped mapped = Mapped.of(json(key), "{\"value\":1,\"o\":{}}");

    assertThat(mapped.events()).isEmpty();
    assertThat(mapped.why()).isEqualTo(why);
  }

  @Test
  void a_record_without_a_key_is_rejected_where_the_key_is_needed() {
    assertThat(Mapped.of(json("{key}"), Mapped.record(null, "{\"value\":1}")).why())
        .isEqualTo("bad-key: input 'test': record must have a key: part of the series key");
    assertThat(Mapped.of(json("{key/id}"), Mapped.record("{}", "{\"value\":1}")).why())
        .isEqualTo("missing-field: input 'test': key of the record: field '/id' is missing");
  }

  @Test
  void several_values_are_several_series() {
    Mapped mapped =
        Mapped.of(
            with(json("{/host}.{value}"), cpuAndMem()),
            "{\"host\":\"a\",\"cpu\":{\"busy\":1},\"mem\":2}");

    assertThat(mapped.values()).containsExactly("a.cpu=1.0", "a.mem=2.0");
  }

  @Test
  void of_several_values_one_is_enough() {
    assertThat(Mapped.of(with(json("{value}"), cpuAndMem()), "{\"mem\":2}").values())
        .containsExactly("mem=2.0");
    assertThat(Mapped.of(with(json("{value}"), cpuAndMem()), "{\"cpu\":2}").why())
        .isEqualTo("missing-field: input 'test': field '/cpu/busy or /mem' is missing");
  }

  @Test
  void a_bad_value_does_not_lose_the_others() {
    Mapped mapped =
        Mapped.of(with(json("{value}"), cpuAndMem()), "{\"cpu\":{\"busy\":true},\"mem\":2}");

    assertThat(mapped.values()).containsExactly("mem=2.0");
    assertThat(mapped.why())
        .isEqualTo("wrong-type: input 'test': field '/cpu/busy' must be a number, got: boolean");
  }

  @Test
  void all_numbers_of_an_object_are_values() {
    Mapped mapped =
        Mapped.of(
            with(json("{/host}.{value}"), ValueFields.at("/fields/*")),
            "{\"host\":\"a\",\"fields\":{\"busy\":1,\"state\":\"ok\",\"idle\":2.5}}");

    assertThat(mapped.values()).containsExactly("a.busy=1.0", "a.idle=2.5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {} | missing-field: input 'test': field '/fields' is missing
          {"fields":[1]} | wrong-type: input 'test': field '/fields' must be an object, got: array
          {"fields":{"a":"b"}} | missing-field: input 'test': field '/fields/*' is missing
          """)
  void an_object_without_numbers_is_rejected(String value, String why) {
    assertThat(Mapped.of(with(json("{value}"), ValueFields.at("/fields/*")), value).why())
        .isEqualTo(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {} | missing-field: input 'test': field '/value' is missing
          {"value":null} | missing-field: input 'test': field '/value' is missing
          {"value":[]} | wrong-type: input 'test': field '/value' must be a number, got: array
          {"value":"x"} | wrong-type: input 'test': field '/value' must be a number, got: string
          {"value":""} | wrong-type: input 'test': field '/value' must be a number, got: string
          {"value":NaN} | not-finite: input 'test': value must be finite, got: NaN
          {"value":1e39} | out-of-range: input 'test': magnitude of value must be at most 3.4028234663852886E38, got: 1.0E39
          [] | missing-field: input 'test': field '/value' is missing
          {"value":1}x | malformed: input 'test': value must be JSON: Unrecognized token 'x': was expecting (JSON String, Number (or 'NaN'/'+INF'/'-INF'), Array, Object or token 'null', 'true' or 'false')
          """)
  void other_values_are_rejected(String value, String why) {
    Mapped mapped = Mapped.of(json("{key}"), value);

    assertThat(mapped.events()).isEmpty();
    assertThat(mapped.why()).isEqualTo(why);
  }

  @Test
  void nothing_is_no_json_and_a_deletion_is_skipped() {
    assertThat(Mapped.of(json("{key}"), "").why())
        .isEqualTo("malformed: input 'test': value must be JSON, got nothing");
    assertThat(Mapped.of(json("{key}"), (String) null))
        .isEqualTo(Mapped.of(where(json("{key}"), "/x exists"), "{}"));
  }

  @Test
  void a_longer_value_is_not_read() {
    assertThat(Mapped.of(json("{key}"), " ".repeat(10_001)).why())
        .isEqualTo("too-large: input 'test': value must have at most 10000 bytes, got: 10001");
  }

  @Test
  void the_time_may_be_a_field() {
    assertThat(Mapped.of(timed(json("{key}"), "/t", "s"), "{\"value\":1,\"t\":5}").times())
        .containsExactly(5000L);
  }

  @ParameterizedTest
  @CsvSource({"3600000, ''", "3600001, ahead", "-100000000000000, bad-timestamp"})
  void a_time_too_far_ahead_or_before_1970_is_rejected(long ahead, String reason) {
    Mapped mapped =
        Mapped.of(timed(json("{key}"), "/t", "ms"), "{\"value\":1,\"t\":" + (TIME + ahead) + "}");

    assertThat(mapped.rejected().map(r -> r.reason().label()).orElse("")).isEqualTo(reason);
  }

  @Test
  void seconds_that_are_read_as_ms_are_rejected() {
    assertThat(
            Mapped.of(timed(json("{key}"), "/t", "auto"), "{\"value\":1,\"t\":1780000000}").why())
        .isEqualTo("bad-timestamp: input 'test': timestamp must be in ms, got seconds: 1780000000");
  }

  @ParameterizedTest
  @CsvSource({
    "/op = c, true",
    "/op = C, false",
    "/n = 5, true",
    "/absent = c, false",
    "/op != c, false",
    "/op != d, true",
    "/absent != c, true",
    "/op ~ [a-c], true",
    "/op ~ [d-z], false",
    "/word ~ [a-c], false",
    "/o ~ .*, false",
    "/o exists, true",
    "/none exists, false",
    "/none missing, true",
    "/op missing, false",
    "/text = two words, true"
  })
  void a_filter_lets_points_pass(String filter, boolean passes) {
    Mapped mapped =
        Mapped.of(
            where(json("{key}"), filter, "/value exists"),
            "{\"op\":\"c\",\"n\":5,\"o\":{},\"none\":null,\"word\":\"cb\",\"text\":\"two words\",\"value\":1}");

    assertThat(mapped.values()).hasSize(passes ? 1 : 0);
    assertThat(mapped.why()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/op", "/op c", "op = c", "/op =", "/op exists now", "/op ~ (", "/a < 5"})
  void other_filters_are_refused(String filter) {
    assertThatThrownBy(() -> Filter.of(filter)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{/a", "{}", "{name}", "{header.}", "{a/b}"})
  void other_keys_are_refused(String key) {
    assertThatThrownBy(() -> KeyTemplate.of(key)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_key_must_tell_several_values_apart() {
    assertThatThrownBy(() -> with(json("{key}"), cpuAndMem()))
        .hasMessage("key must contain {value}, since a point has several values, got: '{key}'");
  }

  @Test
  void an_event_may_have_no_value_or_a_text() {
    Mapped counted =
        Mapped.of(
            with(to(json("{key}"), Input.Target.EVENTS), ValueFields.NONE), "{\"user\":\"u\"}");
    Mapped distinct =
        Mapped.of(
            to(with(json("{key}"), ValueFields.at("/user")), Input.Target.TEXTS),
            "{\"user\":\"u\"}");

    assertThat(counted.values()).containsExactly("k=1.0");
    assertThat(distinct.values()).containsExactly("k=1.0");
    assertThat(distinct.events().get(0).text()).isEqualTo("u");
  }

  @ParameterizedTest
  @CsvSource({"/device/id, d7", "{/device/id}, d7", "/a.{/device/id}, /a.d7", "a/device, a/device"})
  void a_key_that_begins_with_a_slash_is_a_path(String key, String series) {
    Mapped mapped = Mapped.of(json(key), "{\"device\":{\"id\":\"d7\"},\"value\":1}");

    assertThat(mapped.values()).containsExactly(series + "=1.0");
  }
}
