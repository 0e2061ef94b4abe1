package io.wavecast.trainer.sketch;

import static io.wavecast.trainer.sketch.Sketches.stroke;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.sketches.event.Stroke;
import io.wavecast.sketches.pipeline.SketchPoints;
import io.wavecast.trainer.algebra.Init;
import io.wavecast.trainer.algebra.Params;
import io.wavecast.trainer.algebra.SameDiffAlgebra;
import io.wavecast.trainer.algebra.Scope;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PictureTest {
  private static final int INK = 0;
  private static final int ALONG = 1;
  private static final int TO_RIGHT = 3;

  @Test
  void a_line_from_left_to_right_leaves_ink_in_the_middle_row_that_points_to_the_right() {
    INDArray picture = picture(stroke(0, 5, 100, 5));

    // one crossing of a cell: ink 1, seen as 1 / (1 + 1)
    for (int column = 3; column < 13; column++) {
      double upper = picture.getDouble(0, INK, 7, column);
      double lower = picture.getDouble(0, INK, 8, column);
      assertThat(upper).isCloseTo(lower, within(1e-4)).isCloseTo(0.5 / 1.5, within(0.01));
      assertThat(picture.getDouble(0, TO_RIGHT, 7, column)).isCloseTo(upper, within(1e-4));
      assertThat(picture.getDouble(0, ALONG, 7, column)).isCloseTo(upper, within(1e-4));
      assertThat(picture.getDouble(0, INK, 3, column)).isZero();
    }
  }

  @Test
  void a_line_drawn_the_other_way_differs_in_its_direction_alone() {
    INDArray there = picture(stroke(0, 0, 60, 100));
    INDArray back = picture(stroke(60, 100, 0, 0));

    assertThat(there.getDouble(0, INK, 8, 8)).isPositive();
    for (int row = 2; row < 14; row++) {
      for (int column = 2; column < 14; column++) {
        // the ends differ by where the pen dwells
        if (row > 3 && row < 12) {
          assertThat(back.getDouble(0, INK, row, column))
              .isCloseTo(there.getDouble(0, INK, row, column), within(0.03));
        }
      }
    }
    assertThat(back.getDouble(0, TO_RIGHT, 8, 8))
        .isCloseTo(-there.getDouble(0, TO_RIGHT, 8, 8), within(0.03));
  }

  @Test
  void nothing_is_drawn_where_the_pen_is_lifted() {
    INDArray apart = picture(stroke(0, 0, 0, 100), stroke(100, 0, 100, 100));

    for (int row = 0; row < Picture.SIZE; row++) {
      assertThat(apart.getDouble(0, INK, row, 7)).isZero();
      assertThat(apart.getDouble(0, INK, row, 8)).isZero();
    }
    assertThat(apart.getDouble(0, INK, 8, 1)).isPositive();
    assertThat(apart.getDouble(0, INK, 8, 14)).isPositive();
  }

  @Test
  void place_and_size_of_a_drawing_do_not_matter() {
    INDArray small = picture(stroke(0, 0, 3, 1, 4, 4));
    INDArray large = picture(stroke(-5000, 70, -2000, 1070, -1000, 4070));

    assertThat(small.distance2(large)).isLessThan(1e-3);
    assertThat(small.norm2Number().doubleValue()).isGreaterThan(1);
  }

  @Test
  void a_single_dot_is_seen() {
    INDArray dot = picture(new Stroke(new float[] {7}, new float[] {-3}));

    assertThat(dot.getDouble(0, INK, 7, 7)).isPositive();
    assertThat(dot.sumNumber().doubleValue()).isFinite();
  }

  /** [1, 7, 16, 16]. */
  private static INDArray picture(Stroke... strokes) {
    SameDiff graph = SameDiff.create();
    Scope scope = new Scope(graph, "", new Init(1), DataType.FLOAT, new Params(), false);
    SDVariable points = scope.placeHolder("points", -1, SketchPoints.MAX, SketchPoints.WIDTH);
    SameDiffAlgebra algebra = new SameDiffAlgebra(scope);
    Picture.of(algebra, Box.of(algebra, points)).image().rename("image");
    float[] values = SketchPoints.of(List.of(strokes));
    INDArray in = Nd4j.create(values, new long[] {1, SketchPoints.MAX, SketchPoints.WIDTH}, 'c');
    return graph.output(Map.of("points", in), "image").get("image");
  }
}
