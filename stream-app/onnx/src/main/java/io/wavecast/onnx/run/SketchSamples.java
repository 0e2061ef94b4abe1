package io.wavecast.onnx.run;

import io.wavecast.core.sketch.SketchPoints;
import io.wavecast.schemas.sketch.Stroke;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Drawings on which a sketch classifier is verified: 1 to 100 points, sides from 0.001 to 100,000,
 * and a dot.
 */
final class SketchSamples implements Samples {
  private static final int VALUES = SketchPoints.MAX * SketchPoints.WIDTH;

  private final OnnxSketchClassifier model;
  private final int classes;
  private final int count;
  private final float[] points;

  SketchSamples(OnnxSketchClassifier model, int count) {
    this.model = model;
    this.classes = model.classes().size();
    this.count = count;
    this.points = new float[count * VALUES];
    Random random = new Random(100);
    for (int row = 0; row < count; row++) {
      float[] drawing = SketchPoints.of(strokes(row, random));
      System.arraycopy(drawing, 0, points, row * VALUES, VALUES);
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
  public int count() {
    return count;
  }

  /** Results of a row: its probabilities. */
  @Override
  public float[] run(int from, int rows) {
    float[] batch = new float[rows * VALUES];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(points, (from + row) % count * VALUES, batch, row * VALUES, VALUES);
    }
    float[] probabilities = new float[rows * classes];
    model.classify(batch, rows, probabilities);
    return probabilities;
  }

  @Override
  public Optional<String> problem(float[] results) {
    Optional<String> problem = Optional.empty();
    for (int row = 0; row < count && problem.isEmpty(); row++) {
      problem = Samples.noProbabilities(results, row * classes, classes);
    }
    return problem;
  }

  @Override
  public String dependence() {
    return "a drawing's label must not depend on the other drawings of its batch";
  }
}
