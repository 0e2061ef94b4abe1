package io.wavecast.kafkastreams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PromptnessTest {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final AtomicInteger sent = new AtomicInteger();
  private final Promptness promptness = new Promptness(sent::incrementAndGet, 0);
  private long now;

  @Test
  void a_thread_that_waited_for_its_input_sends_at_once() {
    input(MILLI);

    assertThat(promptness.sendWritten(now)).isTrue();
    assertThat(sent).hasValue(1);
  }

  @Test
  void a_thread_that_gets_one_input_after_another_sends_nothing() {
    inputsFor(30 * MILLI);

    assertThat(promptness.sendWritten(now)).isFalse();
    assertThat(sent).hasValue(0);
  }

  @Test
  void it_has_time_to_spare_for_a_while_after_it_waited() {
    inputsFor(30 * MILLI);
    input(MILLI);
    inputsFor(19 * MILLI);

    assertThat(promptness.sendWritten(now)).isTrue();

    inputsFor(2 * MILLI);

    assertThat(promptness.sendWritten(now)).isFalse();
  }

  @Test
  void without_an_input_for_a_while_the_rest_is_sent_too() {
    inputsFor(30 * MILLI);

    assertThat(promptness.isIdle(now + MILLI - 1)).isFalse();
    assertThat(promptness.isIdle(now + MILLI)).isTrue();
    assertThat(promptness.sendWritten(now + MILLI)).isTrue();
  }

  private void inputsFor(long nanos) {
    for (long end = now + nanos; now < end; ) {
      input(MILLI / 10);
    }
  }

  /** An input that comes after a time and takes a tenth of a millisecond. */
  private void input(long after) {
    now += after;
    promptness.inputBegins(now);
    now += MILLI / 10;
    promptness.inputEnded(now);
  }
}
