package io.wavecast.kafkastreams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;

class StreamsRuntimeTest {
  private static final Optional<Throwable> FAILURE = Optional.of(new RuntimeException("broken"));

  @Test
  void a_stream_that_stops_in_an_error_has_failed_also_when_no_thread_has() {
    assertThat(StreamsRuntime.failure(State.ERROR, FAILURE)).isEqualTo(FAILURE);
    assertThat(StreamsRuntime.failure(State.ERROR, Optional.empty()))
        .get()
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_stream_that_was_closed_has_not_failed() {
    assertThat(StreamsRuntime.failure(State.NOT_RUNNING, FAILURE)).isEmpty();
  }
}
