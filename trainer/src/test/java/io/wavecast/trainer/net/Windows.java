package io.wavecast.trainer.net;

import io.wavecast.trainer.data.WindowSet;
import java.util.Random;

/** Random windows for tests. */
public final class Windows {
  private Windows() {}

  /** Windows and futures of normal values. */
  public static WindowSet random(int size, long seed) {
    Random random = new Random(seed);
    float[] examples = new float[size * WindowSet.EXAMPLE];
    for (int i = 0; i < examples.length; i++) {
      examples[i] = (float) random.nextGaussian();
    }
    return WindowSet.ofExamples(examples, 0, size);
  }
}
