package io.wavecast.trainer.fit;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Changes checkpoints for tests. */
public final class Checkpoints {
  private Checkpoints() {}

  /** Makes the best weights so many times as large. */
  public static void scaleBest(Checkpoint checkpoint, float factor) throws IOException {
    FitState state = checkpoint.read();
    Map<String, float[]> best = new LinkedHashMap<>();
    state
        .best()
        .forEach(
            (name, weights) -> {
              float[] scaled = weights.clone();
              for (int i = 0; i < scaled.length; i++) {
                scaled[i] *= factor;
              }
              best.put(name, scaled);
            });
    checkpoint.write(
        new FitState(
            state.step(),
            state.weights(),
            state.moments(),
            state.average(),
            state.bestScore(),
            state.bestStep(),
            best,
            state.curve()));
  }
}
