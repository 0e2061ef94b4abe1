package io.wavecast.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.model.ModelException;
import io.wavecast.core.stream.Header;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.flink.models.ModelSource;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.testkit.contract.Letters;
import io.wavecast.testkit.pipelines.CountingPipeline;
import io.wavecast.testkit.pipelines.CountingPipeline.Counted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PipelineOperatorTest {
  private static final long HOUR = CountingPipeline.KEPT.toMillis();
  private static final AtomicInteger OPEN = new AtomicInteger();
  private static final AtomicInteger FAILURES = new AtomicInteger();

  /** A model that fails as often as a test says. */
  private static final ModelSource<Runnable> MODEL =
      metrics -> {
        OPEN.incrementAndGet();
        return new ModelSource.Opened<>(PipelineOperatorTest::run, OPEN::decrementAndGet);
      };

  private static final PipelineJob<Counted, Runnable> JOB =
      new PipelineJob<>(new CountingPipeline(false), MODEL);

  private static void run() {
    if (FAILURES.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      throw new ModelException("injected", new IllegalStateException());
    }
  }

  @BeforeEach
  void reset() {
    OPEN.set(0);
    FAILURES.set(0);
  }

  @Test
  void pending_inputs_are_flushed_when_the_linger_expires_and_again_until_none_is_left() {
    try (var harness = new PipelineHarness<>(JOB)) {
      send(harness, "a", 0, 4);
      harness.advance(CountingPipeline.LINGER.minusMillis(1));
      assertThat(harness.events()).isEmpty();

      harness.advance(Duration.ofMillis(1));
      assertThat(counts(harness)).isEqualTo(counts("a", 2));

      harness.advance(CountingPipeline.LINGER);
      assertThat(counts(harness)).isEqualTo(counts("a", 4));
    }
  }

  @Test
  void a_checkpoint_flushes_first_and_what_is_pending_then_is_found_again_in_the_state() {
    try (var harness = new PipelineHarness<>(JOB)) {
      send(harness, "a", 0, 4);

      harness.commit();

      assertThat(counts(harness)).isEqualTo(counts("a", 2));
      send(harness, "a", 10, 11);
      harness.crash();
      harness.advance(CountingPipeline.LINGER);
      assertThat(counts(harness)).isEqualTo(counts("a", 4));
    }
  }

  @Test
  void the_end_of_the_input_flushes_everything() {
    try (var harness = new PipelineHarness<>(JOB)) {
      send(harness, "a", 0, 4);

      harness.endInput();

      assertThat(counts(harness)).isEqualTo(counts("a", 4));
    }
  }

  @Test
  void rejected_inputs_become_dead_letters_with_the_headers_of_their_record() {
    List<Header> headers = List.of(new Header("trace", "t".getBytes(UTF_8)));
    try (var harness = new PipelineHarness<>(JOB)) {
      harness.send(record("a", 10, 0, headers));
      harness.send(record("a", 9, 1, headers));
      harness.send(new RawRecord(null, new byte[] {3}, 11, "in", 2, 2, headers));

      assertThat(harness.deadLetters())
          .extracting(letter -> Letters.of(letter).reason())
          .containsExactly(Reason.MISSING_FIELD, Reason.LATE);
      assertThat(harness.deadLetters())
          .allSatisfy(
              letter -> {
                assertThat(letter.topic()).isEqualTo(CountingPipeline.DEAD_LETTERS);
                assertThat(Letters.header(letter, "trace")).isEqualTo("t");
              });
      DeadLetter late = Letters.of(harness.deadLetters().get(1));
      assertThat(late.key()).isEqualTo("a".getBytes(UTF_8));
      assertThat(late.offset()).isEqualTo(1);
    }
  }

  @Test
  void ticks_get_the_current_time_when_all_partitions_are_idle() {
    try (var harness = new PipelineHarness<>(JOB)) {
      send(harness, "a", 0, 1);
      harness.idle();

      pass(harness, Duration.ofMinutes(59));
      assertThat(harness.keys()).isEqualTo(1);

      pass(harness, Duration.ofMinutes(2));
      assertThat(harness.keys()).isZero();
    }
  }

  @Test
  void ticks_get_the_watermark_behind_a_backlog() {
    try (var harness = new PipelineHarness<>(JOB)) {
      send(harness, "a", 0, 1);
      pass(harness, Duration.ofHours(2));
      assertThat(harness.keys()).as("nothing is known of the read progress").isEqualTo(1);

      harness.watermark(HOUR - 1);
      pass(harness, Duration.ofMinutes(1));
      assertThat(harness.keys()).isEqualTo(1);

      harness.watermark(HOUR);
      pass(harness, Duration.ofMinutes(1));
      assertThat(harness.keys()).isZero();
    }
  }

  @Test
  void a_failing_model_loses_and_repeats_nothing() {
    try (var harness = new PipelineHarness<>(JOB)) {
      send(harness, "a", 0, 3);
      harness.commit();
      FAILURES.set(1);
      assertThatThrownBy(() -> send(harness, "a", 3, 7)).isInstanceOf(ModelException.class);

      harness.crash();
      send(harness, "a", 3, 7);
      harness.endInput();

      assertThat(counts(harness)).containsExactlyElementsOf(counts("a", 7));
    }
  }

  @Test
  void the_gauges_of_the_pipeline_are_registered_also_after_a_restart() {
    try (var harness = new PipelineHarness<>(JOB)) {
      send(harness, "a", 0, 3);
      double before = harness.gauge(Metric.PENDING);

      harness.commit();
      harness.crash();

      assertThat(before).isEqualTo(3);
      assertThat(harness.gauge(Metric.PENDING)).as("the checkpoint flushed two").isEqualTo(1);
    }
  }

  @Test
  void the_model_is_closed_with_the_subtask() {
    try (var harness = new PipelineHarness<>(JOB)) {
      harness.commit();
      harness.crash();
      assertThat(OPEN).hasValue(1);
    }
    assertThat(OPEN).hasValue(0);
  }

  @Test
  void a_checkpoint_of_one_subtask_is_restored_in_three() {
    OperatorSubtaskState checkpoint;
    List<String> counts = new ArrayList<>();
    try (var harness = new PipelineHarness<>(JOB)) {
      for (int key = 0; key < 30; key++) {
        send(harness, "k" + key, 0, 3);
      }
      checkpoint = harness.commit();
      counts.addAll(counts(harness));
    }
    List<Integer> keys = new ArrayList<>();
    for (int subtask = 0; subtask < 3; subtask++) {
      OperatorSubtaskState part =
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              checkpoint, PipelineHarness.MAX_PARALLELISM, 1, 3, subtask);
      try (var harness = new PipelineHarness<>(JOB, 3, subtask, part)) {
        keys.add(harness.keys());
        harness.endInput();
        counts.addAll(counts(harness));
      }
    }

    assertThat(keys).allMatch(n -> n > 0).satisfies(n -> assertThat(sum(n)).isEqualTo(30));
    assertThat(counts)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 30).boxed().flatMap(k -> counts("k" + k, 3).stream()).toList());
  }

  private static int sum(List<? extends Integer> numbers) {
    return numbers.stream().mapToInt(n -> n).sum();
  }

  /** Lets time pass in steps, as it does. */
  private static void pass(PipelineHarness<?, ?> harness, Duration time) {
    for (long second = 0; second < time.toSeconds(); second += 10) {
      harness.advance(Duration.ofSeconds(10));
    }
  }

  /** Records of a key, one per millisecond. */
  private static void send(PipelineHarness<?, ?> harness, String key, int from, int to) {
    for (int i = from; i < to; i++) {
      harness.send(record(key, i, i, List.of()));
    }
  }

  private static RawRecord record(String key, long timestamp, long offset, List<Header> headers) {
    return new RawRecord(key.getBytes(UTF_8), new byte[1], timestamp, "in", 0, offset, headers);
  }

  private static List<String> counts(String key, int n) {
    return IntStream.rangeClosed(1, n).mapToObj(i -> key + " " + i).toList();
  }

  private static List<String> counts(PipelineHarness<?, ?> harness) {
    return harness.events().stream().map(PipelineOperatorTest::text).toList();
  }

  private static String text(OutputRecord event) {
    return new String(event.key(), UTF_8) + " " + new String(event.value(), UTF_8);
  }
}
