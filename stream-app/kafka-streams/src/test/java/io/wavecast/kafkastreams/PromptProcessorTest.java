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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a processor does where outputs are visible once they are sent. */
class PromptProcessorTest {
  private static final Duration TICK = Duration.ofMillis(5);
  private static final Duration LINGER = EngineSettings.DEFAULT.spec().io().linger();

  private final AtomicInteger sent = new AtomicInteger();
  private final Promptness promptness = new Promptness(sent::incrementAndGet, 0);
  private long nanos;
  private PipelineUnderTest<Observation, Forecasters, Event> pipeline;
  private int observations;

  @BeforeEach
  void start() {
    Properties configs = new Properties();
    configs.put(Promptness.PROPERTY, (Promptness.ByThread) thread -> promptness);
    pipeline =
        new PipelineUnderTest<>(
            EngineSettings.DEFAULT.spec(),
            EngineSettings.DEFAULT.models(),
            () -> nanos,
            EngineContract::event,
            configs);
    for (int i = 0; i < FakeForecaster.SHAPE.window(); i++) {
      observe();
    }
    pass(LINGER.multipliedBy(2));
    sent.set(0);
  }

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void a_batch_does_not_wait_for_inputs_that_do_not_come() {
    int before = pipeline.events().size();
    observe();

    pass(TICK);

    assertThat(pipeline.events()).hasSizeGreaterThan(before);
    assertThat(sent).hasPositiveValue();
  }

  @Test
  void a_batch_waits_while_inputs_come_but_not_longer_than_it_may() {
    int before = pipeline.events().size();
    for (Duration t = TICK; t.compareTo(LINGER) <= 0; t = t.plus(TICK)) {
      nanos += TICK.toNanos();
      observe();
      pipeline.advance(TICK);
      assertThat(pipeline.events()).as("after %s", t).hasSize(before);
    }

    nanos += TICK.toNanos();
    observe();
    pipeline.advance(TICK);

    assertThat(pipeline.events()).hasSizeGreaterThan(before);
  }

  @Test
  void it_requests_no_commit() {
    observe();
    pass(LINGER);

    assertThat(pipeline.hasRequestedCommit()).isFalse();
  }

  @Test
  void a_warm_up_forecast_is_sent_at_once() {
    pass(TICK);
    observe("new", 1);
    observe("new", 2);

    assertThat(sent).hasPositiveValue();
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
    pipeline.advance(time);
  }

  private void observe() {
    observe("a", ++observations);
  }

  private void observe(String series, int i) {
    String value = "{\"timestamp\":%d,\"value\":%d}".formatted(1000L * i, i);
    pipeline.send(series.getBytes(UTF_8), value.getBytes(UTF_8), 0);
  }
}
