package io.wavecast.chorales.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.chorales.event.ChoraleTopics;
import io.wavecast.core.stream.InputFormat;
import io.wavecast.core.stream.PipelineIo;
import io.wavecast.core.stream.PipelineNames;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What engines know of the pipeline of chorales. */
class ChoraleSpecTest {
  private final PipelineIo<ParsedRequest> io =
      new ChoraleSpec(ChoraleTopics.withPrefix("t."), 1 << 20).io();
  private final InputFormat<ParsedRequest> format = io.format();

  @Test
  void the_names_by_which_stored_state_is_found_never_change() {
    assertThat(io.names())
        .isEqualTo(
            new PipelineNames(
                "chorale-requests", "read-chorale-request", "compose", "chorale-notes", "pieces"));
  }

  @Test
  void topics_are_read_and_written_as_configured() {
    assertThat(io.input()).isEqualTo("t.chorale-requests");
    assertThat(io.outputs()).containsExactly("t.chorale-notes");
    assertThat(io.deadLetters()).isEqualTo("t.dead-letters");
    assertThat(io.maxRecordBytes()).isEqualTo(1 << 20);
    assertThat(io.linger()).isEqualTo(Duration.ofMillis(1));
    assertThat(io.needsRepartition()).isFalse();
  }

  @Test
  void names_in_use_are_rejected() {
    assertThat(io.mayReject()).isTrue();
  }

  @Test
  void a_request_arrives_in_another_task_as_it_was_parsed() {
    RawRecord record = record("{\"seedChords\":[[60,55,52,48]],\"length\":2,\"seed\":3}");
    ParsedRequest parsed = format.parse(record);

    assertThat(format.key(parsed)).isEqualTo("key");
    assertThat(format.decode("key", format.encode(parsed, record))).isEqualTo(parsed);
  }

  @Test
  void a_request_that_is_too_large_is_rejected() {
    String longest = "x".repeat((64 << 10) - 2);

    assertReason("\"" + longest + "\"", Reason.WRONG_TYPE);
    assertReason("\"" + longest + " \"", Reason.TOO_LARGE);
    assertThatThrownBy(
            () -> format.parse(new RawRecord("key".getBytes(UTF_8), null, 5, "in", 0, 0)))
        .hasMessage("value must be JSON, got nothing");
  }

  private void assertReason(String value, Reason reason) {
    assertThatThrownBy(() -> format.parse(record(value)))
        .isInstanceOfSatisfying(
            BadRecordException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static RawRecord record(String value) {
    return new RawRecord("key".getBytes(UTF_8), value.getBytes(UTF_8), 5, "in", 0, 0);
  }
}
