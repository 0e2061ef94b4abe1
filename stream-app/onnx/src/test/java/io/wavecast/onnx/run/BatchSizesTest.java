package io.wavecast.onnx.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchSizesTest {
  @Test
  void takes_every_size_up_to_eight_then_four_per_octave() {
    assertThat(BatchSizes.upTo(64).toList())
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64);
  }

  @Test
  void less_than_a_fifth_of_a_run_is_padding() {
    BatchSizes sizes = BatchSizes.upTo(1024);

    for (int rows = 1; rows <= 1024; rows++) {
      int size = sizes.size(sizes.indexFor(rows));
      assertThat(size).isGreaterThanOrEqualTo(rows);
      assertThat((size - rows) / (double) size).as("padding of %d rows", rows).isLessThan(0.2);
    }
  }

  @Test
  void a_batch_is_padded_to_the_next_size_that_is_kept() {
    boolean[] kept = new boolean[20];
    kept[3] = true;
    kept[19] = true;

    BatchSizes sizes = BatchSizes.upTo(64).where(kept);

    assertThat(sizes.toList()).containsExactly(4, 64);
    assertThat(sizes.indexFor(4)).isEqualTo(0);
    assertThat(sizes.indexFor(5)).isEqualTo(1);
  }
}
