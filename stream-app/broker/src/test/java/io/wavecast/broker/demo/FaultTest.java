package io.wavecast.broker.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FaultTest {
  @Test
  void only_one_series_is_shifted_and_only_for_a_while() {
    Fault fault = new Fault(t -> Map.of(Fault.SERIES, 0.5, "wave.2", 0.25), 1000);

    assertThat(fault.sample(999)).isEqualTo(Map.of("wave.1", 0.5, "wave.2", 0.25));
    assertThat(fault.sample(1000)).isEqualTo(Map.of("wave.1", 0.5 + Fault.SHIFT, "wave.2", 0.25));
    assertThat(fault.sample(30_999)).isEqualTo(Map.of("wave.1", 0.5 + Fault.SHIFT, "wave.2", 0.25));
    assertThat(fault.sample(31_000)).isEqualTo(Map.of("wave.1", 0.5, "wave.2", 0.25));
  }

  @Test
  void a_source_without_that_series_is_unchanged() {
    assertThat(new Fault(t -> Map.of("a", 1.0), 0).sample(5)).isEqualTo(Map.of("a", 1.0));
  }
}
