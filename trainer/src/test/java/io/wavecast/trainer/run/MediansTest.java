package io.wavecast.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class MediansTest {
  @Test
  void the_middle_value_whatever_the_order() {
    assertThat(Medians.of(DoubleStream.of(5))).isEqualTo(5);
    assertThat(Medians.of(DoubleStream.of(3, 100, 1))).isEqualTo(3);
  }

  @Test
  void the_mean_of_the_two_in_the_middle() {
    assertThat(Medians.of(DoubleStream.of(4, 1, 100, 2))).isEqualTo(3);
  }
}
