package io.wavecast.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EpochBatchesTest {
  private static final int ROWS = 10;
  private final WindowSet set = numbered(ROWS);

  @Test
  void an_epoch_holds_every_row_once() {
    List<Float> seen = epoch(new EpochBatches<>(set, 4, 7), 0);

    assertThat(seen).containsExactlyInAnyOrder(0f, 1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f, 9f);
  }

  @Test
  void the_last_batch_holds_what_is_left() {
    EpochBatches<WindowSet> batches = new EpochBatches<>(set, 4, 7);

    assertThat(EpochBatches.perEpoch(ROWS, 4)).isEqualTo(3);
    assertThat(batches.at(2).size()).isEqualTo(2);
  }

  @Test
  void each_epoch_has_an_order_of_its_own() {
    EpochBatches<WindowSet> batches = new EpochBatches<>(set, 4, 7);

    assertThat(epoch(batches, 0)).isNotEqualTo(epoch(batches, 1));
  }

  @Test
  void a_batch_depends_on_its_step_alone() {
    EpochBatches<WindowSet> straight = new EpochBatches<>(set, 4, 7);
    epoch(straight, 0);
    epoch(straight, 1);

    assertThat(epoch(straight, 2)).isEqualTo(epoch(new EpochBatches<>(set, 4, 7), 2));
  }

  @Test
  void another_seed_gives_another_order() {
    assertThat(epoch(new EpochBatches<>(set, 4, 7), 0))
        .isNotEqualTo(epoch(new EpochBatches<>(set, 4, 8), 0));
  }

  private static List<Float> epoch(EpochBatches<WindowSet> batches, int epoch) {
    List<Float> rows = new ArrayList<>();
    for (int step = 3 * epoch; step < 3 * epoch + 3; step++) {
      WindowSet batch = batches.at(step);
      for (int row = 0; row < batch.size(); row++) {
        rows.add(batch.value(row, 0));
      }
    }
    return rows;
  }

  private static WindowSet numbered(int rows) {
    float[] examples = new float[rows * WindowSet.EXAMPLE];
    for (int i = 0; i < examples.length; i++) {
      examples[i] = i / WindowSet.EXAMPLE;
    }
    return WindowSet.ofExamples(examples, 0, rows);
  }
}
