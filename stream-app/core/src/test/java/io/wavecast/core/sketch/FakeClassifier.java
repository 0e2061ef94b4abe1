package io.wavecast.core.sketch;

import io.wavecast.core.model.ModelException;
import io.wavecast.schemas.ModelRef;
import java.util.ArrayList;
import java.util.List;

/** Sees nothing but the first x of a drawing: the class of that number is certain. */
public final class FakeClassifier implements SketchClassifier {
  /** Says this of the class of a drawing that begins at a negative x. */
  public static final float BROKEN = Float.NaN;

  public final List<Integer> batches = new ArrayList<>();
  public boolean fails;

  @Override
  public ModelRef model() {
    return new ModelRef("fake", "1");
  }

  @Override
  public List<String> classes() {
    return List.of("zero", "one", "two", "three", "four", "five", "six");
  }

  @Override
  public void classify(float[] points, int n, float[] probabilities) {
    if (fails) {
      throw new ModelException("model 'fake' failed", new IllegalStateException());
    }
    batches.add(n);
    for (int row = 0; row < n; row++) {
      int x = (int) points[row * SketchPoints.MAX * SketchPoints.WIDTH];
      for (int c = 0; c < 7; c++) {
        probabilities[row * 7 + c] = x < 0 ? BROKEN : c == x ? 0.4f : 0.1f;
      }
    }
  }
}
