package io.wavecast.trainer.data;

import java.util.SplittableRandom;

/**
 * Batches of the notebook's waves (see {@link NotebookWaves}), decided by the seed and the step. A
 * window has noise, its future has none: nobody can forecast noise, it would only make gradients
 * rough. Thread-safe.
 *
 * @param batch examples in a batch, at least 1
 * @param drawing makes the examples
 */
record WaveBatches(int batch, long seed, Drawing drawing) implements Batches<WindowSet> {
  /** Width of the uniform noise on each value of a window. */
  static final double NOISE = 0.1;

  private static final int STEPS = WindowSet.EXAMPLE;

  /** Draws one example. */
  @FunctionalInterface
  interface Drawing {
    /** Writes the 60 values from {@code series[at]} on. */
    void draw(SplittableRandom random, float[] series, int at);
  }

  /** New waves at each step. */
  static WaveBatches fresh(int batch, long seed) {
    return new WaveBatches(batch, seed, WaveBatches::fresh);
  }

  /**
   * Examples of a set, changed in a way that leaves them such waves: half of them upside down, half
   * of them backwards.
   *
   * @param set examples without noise, or with little: a window gets its noise on top of theirs
   */
  static WaveBatches changed(WindowSet set, int batch, long seed) {
    return new WaveBatches(
        batch,
        seed,
        (random, series, at) -> {
          int row = random.nextInt(set.size());
          boolean backwards = random.nextBoolean();
          int sign = random.nextBoolean() ? 1 : -1;
          for (int t = 0; t < STEPS; t++) {
            double noise = noise(random, t);
            double value = sign * set.value(row, backwards ? STEPS - 1 - t : t);
            series[at + t] = (float) (value + noise);
          }
        });
  }

  @Override
  public WindowSet at(long step) {
    SplittableRandom random = new SplittableRandom(Seeds.of(seed, step));
    float[] examples = new float[batch * STEPS];
    for (int i = 0; i < batch; i++) {
      drawing.draw(random, examples, i * STEPS);
    }
    return WindowSet.ofExamples(examples, 0, batch);
  }

  private static double noise(SplittableRandom random, int t) {
    return t < WindowSet.WINDOW ? NOISE * (random.nextDouble() - 0.5) : 0;
  }

  private static void fresh(SplittableRandom random, float[] series, int at) {
    Wave slow = new Wave(0.5, 10 * random.nextDouble() + 10, random.nextDouble());
    Wave fast = new Wave(0.2, 20 * random.nextDouble() + 20, random.nextDouble());
    for (int t = 0; t < STEPS; t++) {
      double noise = noise(random, t);
      series[at + t] = (float) (slow.next() + fast.next() + noise);
    }
  }

  /**
   * {@code size sin((t - offset) frequency)} at t = 0, 1/59, 2/59, ... Each value comes from the
   * one before by the angle sum, which is ten times faster than a sine.
   */
  private static final class Wave {
    private final double turnSin;
    private final double turnCos;
    private double sin;
    private double cos;

    Wave(double size, double frequency, double offset) {
      sin = size * Math.sin(-offset * frequency);
      cos = size * Math.cos(-offset * frequency);
      turnSin = Math.sin(frequency / (STEPS - 1));
      turnCos = Math.cos(frequency / (STEPS - 1));
    }

    double next() {
      double now = sin;
      sin = now * turnCos + cos * turnSin;
      cos = cos * turnCos - now * turnSin;
      return now;
    }
  }
}
