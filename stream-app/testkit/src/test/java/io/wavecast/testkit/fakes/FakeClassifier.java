package io.wavecast.testkit.fakes;

import io.wavecast.core.sketch.SketchClassifier;
import io.wavecast.core.sketch.SketchPoints;
import io.wavecast.schemas.ModelRef;
import java.util.Arrays;
import java.util.List;

/**
 * Sees nothing but the first x of a drawing: the class of that number is the likeliest. A drawing
 * that begins at a negative x breaks it: all probabilities are NaN. Thread-safe.
 */
public final class FakeClassifier implements SketchClassifier {
  private static final List<String> CLASSES =
      List.of("zero", "one", "two", "three", "four", "five", "six");

  @Override
  public ModelRef model() {
    return new ModelRef("fake", "1");
  }

  @Override
  public List<String> classes() {
    return CLASSES;
  }

  @Override
  public void classify(float[] points, int n, float[] probabilities) {
    int width = CLASSES.size();
    for (int row = 0; row < n; row++) {
      int x = (int) points[row * SketchPoints.MAX * SketchPoints.WIDTH];
      Arrays.fill(probabilities, row * width, (row + 1) * width, x < 0 ? Float.NaN : 0.1f);
      if (x >= 0 && x < width) {
        probabilities[row * width + x] = 0.4f;
      }
    }
  }
}
