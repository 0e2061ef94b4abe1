package io.wavecast.sketches.model;

import io.wavecast.onnx.run.Samples;
import io.wavecast.sketches.event.Stroke;
import io.wavecast.sketches.pipeline.SketchPoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Drawings on which a sketch classifier is verified: 1 to 100 points, sides from 0.001 to 100,000,
 * and a dot.
 */
final class SketchSamples implements Samples {
  private static final int WIDTH = SketchPoints.MAX * SketchPoints.WIDTH;

  private final float[] points;

  SketchSamples(int count) {
    points = new float[count * WIDTH];
    Random random = new Random(100);
    for (int row = 0; row < count; row++) {
      System.arraycopy(SketchPoints.of(strokes(row, random)), 0, points, row * WIDTH, WIDTH);
    }
  }

  private static List<Stroke> strokes(int row, Random random) {
    double side = Math.pow(10, row % 9 - 3);
    List<Stroke> strokes = new ArrayList<>();
    for (int s = 0; s <= row % 5; s++) {
      int n = row == 0 ? 1 : 1 + random.nextInt(40);
      float[] x = new float[n];
      float[] y = new float[n];
      for (int i = 0; i < n; i++) {
        x[i] = (float) (side * random.nextGaussian());
        y[i] = (float) (side * random.nextGaussian());
      }
      strokes.add(new Stroke(x, y));
    }
    return strokes;
  }

  @Override
  public float[] rows(String input, int step) {
    return points;
  }

  @Override
  public Optional<String> problem(float[] results, int width) {
    return Samples.noDistribution(results, width, width);
  }

  @Override
  public String dependence() {
    return "a drawing's label must not depend on the other drawings of its batch";
  }
}
