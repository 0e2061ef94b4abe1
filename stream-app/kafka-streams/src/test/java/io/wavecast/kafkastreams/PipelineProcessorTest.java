package io.wavecast.kafkastreams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.testkit.contract.EngineContract;
import io.wavecast.testkit.contract.EngineSettings;
import io.wavecast.testkit.fakes.FakeForecaster;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When the processor requests an early commit, and what a commit writes. */
class PipelineProcessorTest {
  private static final Duration INTERVAL = Duration.ofHours(10);
  private static final int BATCH = EngineSettings.DEFAULT.maxBatch();

  private final PipelineUnderTest<Observation, Forecasters, Event> pipeline =
      new PipelineUnderTest<>(
          EngineSettings.DEFAULT.spec(),
          EngineSettings.DEFAULT.models(),
          () -> 0,
          EngineContract::event);
  private int sent;

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void a_batch_that_does_not_fill_is_committed_early() {
    send(FakeForecaster.SHAPE.window());

    pipeline.settle();

    assertThat(pipeline.hasRequestedCommit()).isTrue();
  }

  @Test
  void the_rest_after_full_batches_is_left_to_the_regular_commit() {
    send(FakeForecaster.SHAPE.window() - 1 + BATCH + 1);

    pipeline.settle();

    assertThat(pipeline.hasRequestedCommit()).isFalse();

    send(1);
    pipeline.settle();

    assertThat(pipeline.hasRequestedCommit()).isTrue();
  }

  @Test
  void output_of_inputs_that_are_complete_at_once_is_committed_early() {
    send(3);

    pipeline.settle();

    assertThat(pipeline.events()).isNotEmpty();
    assertThat(pipeline.hasRequestedCommit()).isTrue();
  }

  @Test
  void a_dead_letter_is_committed_early() {
    pipeline.send("a".getBytes(UTF_8), "no JSON".getBytes(UTF_8), 0);

    pipeline.settle();

    assertThat(pipeline.deadLetters()).hasSize(1);
    assertThat(pipeline.hasRequestedCommit()).isTrue();
  }

  @Test
  void many_inputs_that_are_complete_at_once_are_left_to_the_regular_commit() {
    for (int i = 0; i < 64; i++) {
      String value = "{\"timestamp\":1000,\"value\":1}";
      pipeline.send(("s" + i).getBytes(UTF_8), value.getBytes(UTF_8), 0);
    }

    pipeline.settle();

    assertThat(pipeline.events()).hasSize(64);
    assertThat(pipeline.hasRequestedCommit()).isFalse();
  }

  @Test
  void under_load_a_commit_is_requested_within_an_interval() {
    try (var timed = timed()) {
      for (int i = 0; i < 64; i++) {
        timed.send(
            ("s" + i).getBytes(UTF_8), "{\"timestamp\":1000,\"value\":1}".getBytes(UTF_8), 0);
      }
      timed.settle();
      assertThat(timed.hasRequestedCommit()).isFalse();

      timed.advance(INTERVAL);

      assertThat(timed.hasRequestedCommit()).isTrue();
    }
  }

  @Test
  void an_early_commit_takes_the_place_of_the_next_one() {
    try (var timed = timed()) {
      timed.settle(); // visits stored states
      long idle = timed.timers();
      timed.send("a".getBytes(UTF_8), "{\"timestamp\":1000,\"value\":1}".getBytes(UTF_8), 0);
      assertThat(timed.timers()).isGreaterThan(idle);

      timed.settle();

      assertThat(timed.hasRequestedCommit()).isTrue();
      assertThat(timed.timers()).isEqualTo(idle);
    }
  }

  @Test
  void an_input_without_output_is_committed_within_an_interval() {
    try (var timed = timed()) {
      String value = "{\"timestamp\":1000,\"value\":1}";
      timed.send("a".getBytes(UTF_8), value.getBytes(UTF_8), 0);
      timed.commit();
      timed.crash();
      timed.send("a".getBytes(UTF_8), value.getBytes(UTF_8), 0); // a duplicate
      assertThat(timed.hasRequestedCommit()).isFalse();

      timed.advance(INTERVAL);

      assertThat(timed.hasRequestedCommit()).isTrue();
    }
  }

  /** With an interval that is far longer than any linger. */
  private static PipelineUnderTest<Observation, Forecasters, Event> timed() {
    return with(CommitTimer.PROPERTY, Long.toString(INTERVAL.toMillis()));
  }

  private static PipelineUnderTest<Observation, Forecasters, Event> with(
      String property, String value) {
    Properties configs = new Properties();
    configs.put(property, value);
    return new PipelineUnderTest<>(
        EngineSettings.DEFAULT.spec(),
        EngineSettings.DEFAULT.models(),
        () -> 0,
        EngineContract::event,
        configs);
  }

  @Test
  void at_least_once_no_commit_is_requested_early_because_outputs_are_visible() {
    try (var once = with("processing.guarantee", "at_least_once")) {
      once.send("a".getBytes(UTF_8), "no JSON".getBytes(UTF_8), 0);

      once.settle();

      assertThat(once.deadLetters()).hasSize(1);
      assertThat(once.hasRequestedCommit()).isFalse();
    }
  }

  @Test
  void an_input_without_output_requests_no_commit() {
    send(1);
    pipeline.commit();
    pipeline.crash();
    sent = 0;

    send(1); // a duplicate
    pipeline.settle();

    assertThat(pipeline.hasRequestedCommit()).isFalse();
  }

  @Test
  void states_are_written_by_a_commit() {
    send(3);
    assertThat(pipeline.committedKeys()).isEmpty();

    pipeline.commit();

    assertThat(pipeline.committedKeys()).containsExactly("a");
  }

  @Test
  void a_closed_processor_writes_nothing() {
    send(3);

    pipeline.closeProcessor();
    pipeline.commit();

    assertThat(pipeline.committedKeys()).isEmpty();
  }

  private void send(int n) {
    for (int end = sent + n; sent < end; sent++) {
      String value = "{\"timestamp\":%d,\"value\":1}".formatted(1000L * (sent + 1));
      pipeline.send("a".getBytes(UTF_8), value.getBytes(UTF_8), 0);
    }
  }
}
