package io.wavecast.trainer.data;

import java.util.SplittableRandom;

/**
 * Batches of the notebook's waves (see {@link NotebookWaves}), new ones at each step. The future
 * comes without the noise, which nobody can forecast: it would only make gradients rough. Sines
 * come from the ones before by the angle sum, which is ten times faster. May be used by several
 * threads.
 */
final class FreshWaves implements Batches<WindowSet> {
  /** Width of the uniform noise on each value of a series. */
  static final double NOISE = 0.1;

  private static final int STEPS = WindowSet.EXAMPLE;

  private final int batch;
  private final long seed;

  FreshWaves(int batch, long seed) {
    this.batch = batch;
    this.seed = seed;
  }

  @Override
  public WindowSet at(long step) {
    SplittableRandom random = new SplittableRandom(Seeds.of(seed, step));
    float[] examples = new float[batch * STEPS];
    for (int i = 0; i < batch; i++) {
      draw(random, examples, i * STEPS);
    }
    return WindowSet.ofExamples(examples, 0, batch);
  }

  private static void draw(SplittableRandom random, float[] series, int at) {
    Wave slow = new Wave(0.5, 10 * random.nextDouble() + 10, random.nextDouble());
    Wave fast = new Wave(0.2, 20 * random.nextDouble() + 20, random.nextDouble());
    for (int t = 0; t < STEPS; t++) {
      double noise = t < WindowSet.WINDOW ? NOISE * (random.nextDouble() - 0.5) : 0;
      series[at + t] = (float) (slow.next() + fast.next() + noise);
    }
  }

  /** size sin((t - offset) frequency) at t = 0, 1/59, 2/59, ... */
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
