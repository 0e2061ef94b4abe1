package io.wavecast.sketches.contract;

import io.wavecast.core.model.ModelException;
import io.wavecast.schemas.ModelRef;
import io.wavecast.sketches.pipeline.SketchClassifier;
import io.wavecast.sketches.pipeline.SketchPoints;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Sees nothing but the first x of a drawing: the class of that number is the likeliest. A drawing
 * that begins at a negative x breaks it: all probabilities are NaN. Thread-safe.
 */
public final class FakeClassifier implements SketchClassifier {
  private static final List<String> CLASSES =
      List.of("zero", "one", "two", "three", "four", "five", "six");

  private final List<Integer> batches = new CopyOnWriteArrayList<>();
  private volatile boolean fails;

  /** The sizes of the batches so far. */
  public List<Integer> batches() {
    return batches;
  }

  /** Whether every batch fails from now on. */
  public void fail(boolean whether) {
    fails = whether;
  }

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
    if (fails) {
      throw new ModelException("model 'fake' failed", new IllegalStateException());
    }
    batches.add(n);
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
