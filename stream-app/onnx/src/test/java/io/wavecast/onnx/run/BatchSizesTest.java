package io.wavecast.onnx.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchSizesTest {
  @Test
  void takes_every_size_up_to_eight_then_four_an_octave() {
    assertThat(BatchSizes.upTo(64).toArray())
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64);
  }

  @Test
  void less_than_a_fifth_of_a_run_is_padding() {
    BatchSizes ladder = BatchSizes.upTo(1024);

    for (int rows = 1; rows <= 1024; rows++) {
      int size = ladder.size(ladder.indexFor(rows));
      assertThat(size).isGreaterThanOrEqualTo(rows);
      assertThat((size - rows) / (double) size).as("padding of %d rows", rows).isLessThan(0.2);
    }
  }

  @Test
  void keeps_the_largest_size_whatever_differs() {
    boolean[] all = new boolean[20];
    java.util.Arrays.fill(all, true);
    all[3] = false;

    BatchSizes ladder = BatchSizes.upTo(64).without(all);

    assertThat(ladder.toArray()).containsExactly(4, 64);
    assertThat(ladder.indexFor(4)).isEqualTo(0);
    assertThat(ladder.indexFor(5)).isEqualTo(1);
  }
}
