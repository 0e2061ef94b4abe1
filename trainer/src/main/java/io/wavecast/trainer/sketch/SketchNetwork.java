package io.wavecast.trainer.sketch;

import io.wavecast.sketches.pipeline.SketchPoints;
import io.wavecast.trainer.algebra.SameDiffAlgebra;
import io.wavecast.trainer.algebra.Scope;
import io.wavecast.trainer.net.CrossEntropy;
import io.wavecast.trainer.net.Network;
import io.wavecast.trainer.net.Values;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A sketch classifier to be trained: placeholders {@value #POINTS} [batch, 100, 3] and {@value
 * #WANTED} [batch, classes]; the output [batch, classes] are logits.
 *
 * @param smoothing share of every label that is spread over all classes in training, in [0, 1)
 */
public record SketchNetwork(SketchNet net, int classes, double smoothing)
    implements Network<SketchSet> {
  static final String POINTS = "points";
  static final String WANTED = "wanted";

  @Override
  public void define(Scope scope) {
    SDVariable points = scope.placeHolder(POINTS, -1, SketchPoints.MAX, SketchPoints.WIDTH);
    SDVariable wanted = scope.placeHolder(WANTED, -1, classes);
    SDVariable logits = net.logits(new SameDiffAlgebra(scope), points, classes).rename(OUTPUT);
    SDVariable smoothed =
        scope.training() ? wanted.mul(1 - smoothing).add(smoothing / classes) : wanted;
    CrossEntropy.of(scope.graph(), logits, smoothed).rename(LOSS);
  }

  @Override
  public Map<String, Values> feed(SketchSet batch) {
    int n = batch.size();
    float[] wanted = new float[n * classes];
    for (int i = 0; i < n; i++) {
      wanted[i * classes + batch.labels()[i]] = 1;
    }
    Map<String, Values> values = new LinkedHashMap<>();
    values.put(POINTS, new Values(batch.points(), n, SketchPoints.MAX, SketchPoints.WIDTH));
    values.put(WANTED, new Values(wanted, n, classes));
    return values;
  }

  @Override
  public int chunk() {
    return 100;
  }
}
