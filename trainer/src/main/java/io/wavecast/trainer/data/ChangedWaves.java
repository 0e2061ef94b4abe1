package io.wavecast.trainer.data;

import java.util.SplittableRandom;

/**
 * Batches drawn from a fixed set of the notebook's waves, each example changed in a way that leaves
 * it such a wave: half of them upside down, half of them backwards. The window gets a little more
 * noise; the future stays as it is. Thread-safe.
 */
final class ChangedWaves implements Batches<WindowSet> {
  private static final double NOISE = 0.1;

  private final WindowSet set;
  private final int batch;
  private final long seed;

  ChangedWaves(WindowSet set, int batch, long seed) {
    this.set = set;
    this.batch = batch;
    this.seed = seed;
  }

  @Override
  public WindowSet at(long step) {
    SplittableRandom random = new SplittableRandom(Seeds.of(seed, step));
    int length = WindowSet.EXAMPLE;
    float[] examples = new float[batch * length];
    for (int i = 0; i < batch; i++) {
      int row = random.nextInt(set.size());
      boolean backwards = random.nextBoolean();
      int sign = random.nextBoolean() ? 1 : -1;
      for (int t = 0; t < length; t++) {
        double noise = t < WindowSet.WINDOW ? NOISE * (random.nextDouble() - 0.5) : 0;
        double value = sign * set.value(row, backwards ? length - 1 - t : t);
        examples[i * length + t] = (float) (value + noise);
      }
    }
    return WindowSet.ofExamples(examples, 0, batch);
  }
}
