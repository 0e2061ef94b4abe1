package io.wavecast.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.stream.UnavailableException;
import io.wavecast.core.text.FailureException;
import io.wavecast.registry.SchemaText.Kind;
import io.wavecast.registry.SchemaText.Reference;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaRegistryTest {
  private static final SchemaText AVRO = new SchemaText(Kind.AVRO, "\"string\"");

  private final FakeRegistry http = new FakeRegistry();
  private final FakeTime time = new FakeTime();
  private final SchemaRegistry registry =
      new SchemaRegistry(http, time.patience(Duration.ofSeconds(5)));

  @Test
  void a_schema_without_a_type_is_avro() {
    http.then(200, "{\"schema\":\"\\\"string\\\"\"}");

    assertThat(registry.byId(7)).contains(AVRO);
    assertThat(http.requests).containsExactly("GET /schemas/ids/7");
  }

  @Test
  void type_and_references_of_a_schema_are_read() {
    http.then(
        200,
        "{\"schemaType\":\"PROTOBUF\",\"schema\":\"x\",\"references\":"
            + "[{\"name\":\"a\",\"subject\":\"s\",\"version\":3}]}");

    assertThat(registry.byId(7))
        .contains(new SchemaText(Kind.PROTOBUF, "x", List.of(new Reference("a", "s", 3))));
  }

  @Test
  void an_id_that_the_registry_does_not_know_has_no_schema() {
    assertThat(registry.byId(7)).isEmpty();
    assertThat(http.requests).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "0, ''",
    "503, busy",
    "401, '{}'",
    "404, <html/>",
    "200, <html/>",
    "200, '{}'",
    "429, '{}'"
  })
  void what_is_no_answer_of_the_registry_is_asked_again_until_there_is_one(
      int status, String body) {
    http.then(status, body).then(status, body).then(200, "{\"schema\":\"\\\"string\\\"\"}");

    assertThat(registry.byId(7)).contains(AVRO);
    assertThat(time.waits).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200));
    assertThat(registry.problem()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "403, '{\"error_code\":40301,\"message\":\"no right to it\"}', 403 no right to it",
    "302, <html/>, 302",
  })
  void what_is_refused_alone_is_an_answer_where_another_request_is_answered(
      int status, String body, String reason) {
    http.then(status, body).then(200, "[\"AVRO\"]");

    assertThatThrownBy(() -> registry.byId(7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the registry refuses GET /schemas/ids/7: " + reason);
    assertThat(http.requests).containsExactly("GET /schemas/ids/7", "GET /schemas/types");
    assertThat(registry.problem()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"403, 403", "302, 302", "403, 401", "403, 0", "302, 503"})
  void what_is_refused_like_other_requests_is_an_outage(int status, int other) {
    http.always(path -> FakeRegistry.answer(path.endsWith("types") ? other : status, "[]"));

    assertThatThrownBy(() -> registry.byId(7)).isInstanceOf(UnavailableException.class);
  }

  @Test
  void an_answer_beyond_the_limit_is_one() {
    http.then(200, "{\"schema\":\"" + "x".repeat(Transport.MAX_BODY));

    assertThatThrownBy(() -> registry.byId(7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("/schemas/ids/7: longer than 8388608 bytes");
    assertThat(http.requests).hasSize(1);
  }

  @Test
  void a_schema_of_a_million_escaped_characters_is_read() {
    http.then(200, "{\"schema\":\"" + "\\u0041".repeat(1_000_000) + "\"}");

    assertThat(registry.byId(7).orElseThrow().text()).hasSize(1_000_000);
  }

  @Test
  void an_outage_ends_within_the_limit_with_its_reason_and_is_a_problem_until_the_next_answer() {
    http.always(path -> FakeRegistry.answer(0, ""));

    assertThatThrownBy(() -> registry.byId(7))
        .isInstanceOf(UnavailableException.class)
        .hasMessage("schema registry does not answer: connection refused");
    assertThat(time.nanos).isBetween(3_000_000_000L, 5_000_000_000L);
    assertThat(registry.problem()).contains("connection refused");

    http.then(200, "{\"schema\":\"\\\"string\\\"\"}");
    registry.byId(7);
    assertThat(registry.problem()).isEmpty();
  }

  @Test
  void a_schema_is_registered_under_its_subject() {
    http.then(200, "{\"id\":12}");

    assertThat(registry.id("a/b c", new SchemaText(Kind.JSON, "{}"), true)).isEqualTo(12);
    assertThat(http.requests)
        .containsExactly(
            "POST /subjects/a%2Fb%20c/versions {\"schema\":\"{}\",\"schemaType\":\"JSON\"}");
  }

  @Test
  void a_refused_schema_is_a_failure_of_one_line() {
    http.always(
        path ->
            FakeRegistry.answer(
                409, "{\"error_code\":409,\"message\":\"Schema being registered\\nis bad\"}"));

    assertThatThrownBy(() -> registry.id("s", AVRO, true))
        .isInstanceOf(FailureException.class)
        .hasMessage(
            "schema of subject 's': the registry refuses POST /subjects/s/versions: 409 Schema being"
                + " registered; is bad");
  }

  @Test
  void a_schema_that_another_client_registers_at_the_same_time_is_registered() {
    String exists = "{\"error_code\":409,\"message\":\"An artifact with ID 's' already exists.\"}";
    http.then(409, exists).then(409, exists).then(200, "{\"id\":12}");

    assertThat(registry.id("s", AVRO, true)).isEqualTo(12);
    assertThat(http.requests).hasSize(3);
  }

  @Test
  void a_schema_is_found_under_its_subject() {
    http.then(200, "{\"id\":3}").then(404, FakeRegistry.UNKNOWN);

    assertThat(registry.id("s", AVRO, false)).isEqualTo(3);
    assertThatThrownBy(() -> registry.id("s", AVRO, false))
        .isInstanceOf(FailureException.class)
        .hasMessage("the schema of subject 's' is not registered");
    assertThat(http.requests).containsOnly("POST /subjects/s {\"schema\":\"\\\"string\\\"\"}");
  }
}
