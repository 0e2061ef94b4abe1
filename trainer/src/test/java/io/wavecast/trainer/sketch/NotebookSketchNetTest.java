package io.wavecast.trainer.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.sketches.pipeline.SketchPoints;
import io.wavecast.trainer.net.Networks;
import io.wavecast.trainer.net.Trainable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which movements of a drawing the notebook's network sees. */
class NotebookSketchNetTest {
  private static final int N = SketchPoints.MAX;

  /** Keras: 100 steps give 48, 22 and 10, each time from the first one on. */
  @Test
  void it_sees_the_first_93_movements_as_in_keras() {
    List<Integer> seen = new ArrayList<>();
    SketchNetwork network =
        new SketchNetwork(new NotebookSketchNet(List.of(4, 5, 6), 5), Sketches.CLASSES, 0);
    try (Trainable<SketchSet> net = new Trainable<>(network, 1)) {
      Networks.shaken(net, 0.5, 1);
      float[] as = net.output(zigzags(-1));
      float[] changed = net.output(zigzags(N));
      for (int point = 1; point < N; point++) {
        for (int c = 0; c < Sketches.CLASSES; c++) {
          int at = point * Sketches.CLASSES + c;
          if (as[at] != changed[at]) {
            seen.add(point);
            break;
          }
        }
      }
    }

    // point p ends movement p - 1 and begins movement p
    assertThat(seen).startsWith(1, 2, 3).endsWith(92, 93).hasSize(93);
  }

  /** One drawing per point, a zigzag of 100; that point lies elsewhere if {@code moved} allows. */
  private static SketchSet zigzags(int moved) {
    float[] points = new float[N * N * SketchPoints.WIDTH];
    for (int drawing = 0; drawing < N; drawing++) {
      for (int p = 0; p < N; p++) {
        int at = (drawing * N + p) * SketchPoints.WIDTH;
        points[at] = p;
        points[at + 1] = p == drawing && drawing < moved ? 3 : p % 2 == 0 ? 0 : 10;
        points[at + 2] = p == N - 1 ? 1 : 0;
      }
    }
    return new SketchSet(points, new int[N]);
  }
}
