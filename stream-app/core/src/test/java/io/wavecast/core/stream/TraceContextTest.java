package io.wavecast.core.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
  private static final String VALID = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void parent_and_state_are_taken_and_other_headers_are_not() {
    List<Header> context =
        TraceContext.of(
            List.of(
                header("a", "b"), header("tracestate", "x=1,y=2"), header("traceparent", VALID)));

    assertThat(context)
        .extracting(Header::name)
        .containsExactly(TraceContext.PARENT, TraceContext.STATE);
    assertThat(context.get(0).value()).isEqualTo(VALID.getBytes(ISO_8859_1));
    assertThat(context.get(1).value()).isEqualTo("x=1,y=2".getBytes(ISO_8859_1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01 ",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0\u00e9"
      })
  void an_invalid_parent_is_dropped_with_its_state(String parent) {
    assertThat(TraceContext.of(List.of(header("traceparent", parent), header("tracestate", "x=1"))))
        .isEmpty();
  }

  @Test
  void a_later_version_may_have_more_fields() {
    String later = "01" + VALID.substring(2) + "-more";

    assertThat(TraceContext.of(List.of(header("traceparent", later)))).hasSize(1);
  }

  @Test
  void two_parents_are_none() {
    assertThat(TraceContext.of(List.of(header("traceparent", VALID), header("traceparent", VALID))))
        .isEmpty();
  }

  @Test
  void a_state_that_is_invalid_or_too_long_is_dropped_without_its_parent() {
    for (String state : List.of("", "no members", "x=\u0001", "x=" + "1".repeat(511))) {
      assertThat(
              TraceContext.of(List.of(header("traceparent", VALID), header("tracestate", state))))
          .as(state)
          .extracting(Header::name)
          .containsExactly("traceparent");
    }
    String longest = "x=" + "1".repeat(510);
    assertThat(
            TraceContext.of(List.of(header("traceparent", VALID), header("tracestate", longest))))
        .hasSize(2);
  }

  @Test
  void an_absent_value_is_no_context() {
    assertThat(TraceContext.of(List.of(new Header("traceparent", null)))).isEmpty();
  }

  @Test
  void contexts_are_kept_by_key_and_time_until_they_are_cleared() {
    Traces traces = new Traces();
    Header parent = header("traceparent", VALID);

    traces.add("a", 1, List.of(parent));
    traces.add("a", 2, List.of());

    assertThat(traces.of("a", 1)).containsExactly(parent);
    assertThat(traces.of("a", 2)).isEmpty();
    assertThat(traces.of("b", 1)).isEmpty();
    traces.clear();
    assertThat(traces.of("a", 1)).isEmpty();
  }

  @Test
  void asyncapi_says_which_parents_are_valid() {
    assertThat(Path.of("../../schemas/asyncapi.yaml"))
        .content()
        .contains(TraceContext.PARENT + ":\n", TraceContext.STATE + ":\n")
        .contains("pattern: '^" + TraceContext.VALID + "'")
        .contains("maxLength: " + TraceContext.MAX_STATE);
  }

  private static Header header(String name, String value) {
    return new Header(name, value.getBytes(ISO_8859_1));
  }
}
