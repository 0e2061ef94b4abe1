package io.wavecast.trainer.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SketchBatchesTest {
  private final List<LabelledDrawing> drawings = Sketches.drawings(6, 1);

  @Test
  void a_batch_may_have_all_drawings_and_no_more() {
    assertThat(batches(6).at(3).size()).isEqualTo(6);

    assertThatThrownBy(() -> batches(7))
        .hasMessage("batch must be in 1..6, the number of drawings, got: 7");
  }

  private SketchBatches batches(int size) {
    return new SketchBatches(
        drawings, Sketches.NUMBERS, SketchRecipe.all().get(0).augment(), size, 1);
  }
}
