package io.wavecast.trainer.sketch;

import io.wavecast.sketches.event.Stroke;
import io.wavecast.sketches.pipeline.SketchPoints;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Augments drawings: rotates, stretches, slants and mirrors them, moves and bends strokes, drops or
 * reverses one, and cuts drawings off before their end.
 *
 * @param unfinished share of the drawings that are cut, in [0, 1]
 * @param least smallest share of points that a cut drawing keeps, in (0, 1]
 * @param moves whether anything but cutting is done
 */
record Augment(double unfinished, double least, boolean moves) {
  private static final double TURN = Math.toRadians(15);

  /** Leaves drawings as they are. */
  static Augment none() {
    return new Augment(0, 1, false);
  }

  /** Changes every drawing, and cuts 70 % of them. */
  static Augment strong() {
    return new Augment(0.7, 0.15, true);
  }

  LabelledDrawing of(LabelledDrawing drawing, SplittableRandom random) {
    LabelledDrawing kept =
        random.nextDouble() < unfinished
            ? drawing.share(least + (1 - least) * random.nextDouble())
            : drawing;
    return moves
        ? new LabelledDrawing(kept.word(), kept.split(), changed(kept.strokes(), random))
        : kept;
  }

  private static List<Stroke> changed(List<Stroke> strokes, SplittableRandom random) {
    List<Stroke> kept = new ArrayList<>(strokes);
    if (kept.size() > 2 && random.nextDouble() < 0.2) {
      kept.remove(random.nextInt(kept.size()));
    }
    double angle = uniform(random, TURN);
    double stretchX = Math.exp(uniform(random, 0.25));
    double stretchY = Math.exp(uniform(random, 0.1));
    double slant = uniform(random, 0.2);
    if (random.nextBoolean()) {
      stretchX = -stretchX;
    }
    // [x y] -> [a b; c d] [x y]
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double a = cos * stretchX;
    double b = cos * stretchX * slant - sin * stretchY;
    double c = sin * stretchX;
    double d = sin * stretchX * slant + cos * stretchY;
    double side = SketchPoints.side(kept);
    List<Stroke> changed = new ArrayList<>(kept.size());
    for (Stroke stroke : kept) {
      boolean reversed = random.nextDouble() < 0.1;
      double moveX = side * uniform(random, 0.02);
      double moveY = side * uniform(random, 0.02);
      double grow = 1 + uniform(random, 0.06);
      int n = stroke.size();
      double midX = (stroke.x()[0] + stroke.x()[n - 1]) / 2.0;
      double midY = (stroke.y()[0] + stroke.y()[n - 1]) / 2.0;
      float[] x = new float[n];
      float[] y = new float[n];
      for (int i = 0; i < n; i++) {
        int from = reversed ? n - 1 - i : i;
        double px = midX + grow * (stroke.x()[from] - midX) + side * uniform(random, 0.007) + moveX;
        double py = midY + grow * (stroke.y()[from] - midY) + side * uniform(random, 0.007) + moveY;
        x[i] = (float) (a * px + b * py);
        y[i] = (float) (c * px + d * py);
      }
      changed.add(new Stroke(x, y));
    }
    return changed;
  }

  /** Uniformly distributed in -most..most. */
  private static double uniform(SplittableRandom random, double most) {
    return most * (2 * random.nextDouble() - 1);
  }
}
