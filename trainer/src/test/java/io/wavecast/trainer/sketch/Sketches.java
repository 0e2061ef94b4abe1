package io.wavecast.trainer.sketch;

import io.wavecast.sketches.event.Stroke;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random drawings for tests. */
final class Sketches {
  static final int CLASSES = 4;

  /** The number of each class. */
  static final Map<String, Integer> NUMBERS =
      Map.of("class0", 0, "class1", 1, "class2", 2, "class3", 3);

  private Sketches() {}

  /** The stroke through points x, y, x, y, ... */
  static Stroke stroke(float... xy) {
    float[] x = new float[xy.length / 2];
    float[] y = new float[xy.length / 2];
    for (int i = 0; i < x.length; i++) {
      x[i] = xy[2 * i];
      y[i] = xy[2 * i + 1];
    }
    return new Stroke(x, y);
  }

  /** Drawings of 1 to 4 strokes, of sides from 0.1 to 1000, single dots among them. */
  static List<LabelledDrawing> drawings(int size, long seed) {
    Random random = new Random(seed);
    List<LabelledDrawing> drawings = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      double side = Math.pow(10, i % 5 - 1);
      List<Stroke> strokes = new ArrayList<>();
      for (int s = 0; s <= random.nextInt(4); s++) {
        int n = i % 7 == 6 ? 1 : 2 + random.nextInt(12);
        float[] x = new float[n];
        float[] y = new float[n];
        for (int k = 0; k < n; k++) {
          x[k] = (float) (side * random.nextGaussian());
          y[k] = (float) (side * random.nextGaussian());
        }
        strokes.add(new Stroke(x, y));
      }
      drawings.add(new LabelledDrawing("class" + i % CLASSES, "train", strokes));
    }
    return drawings;
  }

  /** The same as a set. */
  static SketchSet set(int size, long seed) {
    return SketchBatches.set(drawings(size, seed), NUMBERS);
  }

  /** Both networks, small. */
  static List<SketchNet> nets() {
    return List.of(
        new NotebookSketchNet(List.of(4, 5, 6), 5),
        new PictureNet(
            List.of(ConvBlock.same(3), ConvBlock.same(3), ConvBlock.half(5), ConvBlock.half(6)),
            7,
            0.3));
  }
}
