package io.wavecast.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AheadBatchesTest {
  private static WindowSet marked(long step) {
    float[] windows = new float[WindowSet.WINDOW];
    Arrays.fill(windows, step);
    return new WindowSet(windows, new float[WindowSet.HORIZON], 1);
  }

  @Test
  void steps_come_in_order_also_after_a_jump() {
    Batches<WindowSet> batches = new AheadBatches<>(AheadBatchesTest::marked);

    for (long step : new long[] {0, 1, 2, 7, 8, 3, 4}) {
      assertThat(batches.at(step).value(0, 0)).isEqualTo(step);
    }
  }
}
