package io.wavecast.kafkastreams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.contract.EngineSettings;
import io.wavecast.core.forecast.Forecaster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When the stream asks for a commit before its time, and what it writes by one. */
class WindowProcessorTest {
  private static final int BATCH = EngineSettings.DEFAULT.maxBatch();

  private final ProcessorsUnderTest processors = new ProcessorsUnderTest(EngineSettings.DEFAULT);
  private int sent;

  @AfterEach
  void close() {
    processors.close();
  }

  @Test
  void a_batch_that_does_not_fill_is_committed_early() {
    send(Forecaster.WINDOW);

    processors.settle();

    assertThat(processors.asksForCommit()).isTrue();
  }

  @Test
  void what_is_left_after_full_batches_waits_for_the_usual_commit() {
    send(Forecaster.WINDOW - 1 + BATCH + 1);

    processors.settle();

    assertThat(processors.asksForCommit()).isFalse();

    send(1);
    processors.settle();

    assertThat(processors.asksForCommit()).isTrue();
  }

  @Test
  void states_are_written_by_a_commit() {
    send(3);
    assertThat(processors.committedSeries()).isEmpty();

    processors.commit();

    assertThat(processors.committedSeries()).containsExactly("a");
  }

  @Test
  void a_processor_that_was_closed_writes_no_more() {
    send(3);

    processors.closeWindow();
    processors.commit();

    assertThat(processors.committedSeries()).isEmpty();
  }

  private void send(int n) {
    for (int end = sent + n; sent < end; sent++) {
      String value = "{\"timestamp\":%d,\"value\":1}".formatted(1000L * (sent + 1));
      processors.send("a".getBytes(UTF_8), value.getBytes(UTF_8), 0);
    }
  }
}
