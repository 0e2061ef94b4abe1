package io.wavecast.sketches.pipeline;

import io.wavecast.schemas.ModelRef;
import java.util.List;

/** The classifier port: says what drawings show. Implementations are thread-safe. */
public interface SketchClassifier {

  ModelRef model();

  /** Names of the classes, at least 2, in the order of their probabilities. */
  List<String> classes();

  /**
   * Classifies drawings.
   *
   * @param points [n, 100, 3], row by row, see {@link SketchPoints}
   * @param n how many, at least 1
   * @param probabilities room for [n, classes]
   * @throws io.wavecast.core.model.ModelException when the model fails to run
   */
  void classify(float[] points, int n, float[] probabilities);
}
