package io.wavecast.sketches.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.stream.InputFormat;
import io.wavecast.core.stream.LatePolicy;
import io.wavecast.core.stream.PipelineIo;
import io.wavecast.core.stream.PipelineNames;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.sketches.event.Sketch;
import io.wavecast.sketches.event.SketchTopics;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What engines know of the pipeline of sketches. */
class SketchSpecTest {
  private static final Duration LINGER = Duration.ofMillis(20);

  private static PipelineIo<Sketch> io(LatePolicy policy) {
    return new SketchSpec(
            SketchTopics.withPrefix("t."), policy, 4, LINGER, Duration.ofMinutes(1), 1 << 20)
        .io();
  }

  @Test
  void the_names_by_which_stored_state_is_found_never_change() {
    assertThat(io(LatePolicy.DROP).names())
        .isEqualTo(
            new PipelineNames(
                "sketches", "read-sketch", "sketch", "sketch-labels", "sketch-states"));
  }

  @Test
  void topics_are_read_and_written_as_configured() {
    PipelineIo<Sketch> io = io(LatePolicy.DROP);

    assertThat(io.input()).isEqualTo("t.sketches");
    assertThat(io.outputs()).containsExactly("t.sketch-labels");
    assertThat(io.deadLetters()).isEqualTo("t.dead-letters");
    assertThat(io.maxRecordBytes()).isEqualTo(1 << 20);
    assertThat(io.linger()).isEqualTo(LINGER);
    assertThat(io.needsRepartition()).isFalse();
  }

  @Test
  void late_sketches_are_rejected_by_policy() {
    for (LatePolicy policy : LatePolicy.values()) {
      assertThat(io(policy).mayReject()).isEqualTo(policy == LatePolicy.DEAD_LETTER);
    }
  }

  @Test
  void a_sketch_arrives_in_another_task_as_it_was_parsed() {
    InputFormat<Sketch> format = io(LatePolicy.DROP).format();
    byte[] value = "{\"strokes\":[[[1,2],[3,4]]],\"total\":9}".getBytes(UTF_8);
    RawRecord record = new RawRecord("key".getBytes(UTF_8), value, 5, "in", 0, 0);
    Sketch parsed = format.parse(record);

    assertThat(format.key(parsed)).isEqualTo("key");
    assertThat(format.decode("key", format.encode(parsed, record))).isEqualTo(parsed);
  }
}
