package io.wavecast.trainer.mixture;

import io.wavecast.trainer.data.WindowSet;
import java.util.List;

/**
 * Series of many families, drawn anew each time: a third are sums of two, then come transforms,
 * noise, outliers, rounding, gaps, an offset. Every draw depends on its seed alone. May be used by
 * several threads.
 */
public final class Mixture {
  /** Larger values say nothing new to a network that scales its window. */
  private static final double LARGEST = 1e6;

  private final List<Share> shares;

  /** A family and how often it is drawn, relative to the others. */
  private record Share(double weight, Family family) {}

  public Mixture() {
    Family seasonal = new Seasonal();
    Family levels = new Levels();
    shares =
        List.of(
            new Share(0.21, seasonal),
            new Share(0.08, new Sines()),
            new Share(0.15, new Kernels()),
            new Share(0.21, levels),
            new Share(0.10, new Structural(levels)),
            new Share(0.09, new Shifts()),
            new Share(0.07, new Spikes()),
            new Share(0.05, new Counts(seasonal, levels)),
            new Share(0.04, new Trends()));
  }

  /**
   * New examples.
   *
   * @param count how many, at least 1
   * @param seed the same seed gives the same examples
   */
  public WindowSet draw(int count, long seed) {
    Draws draws = new Draws(seed);
    float[] examples = new float[count * WindowSet.EXAMPLE];
    for (int i = 0; i < count; ) {
      double[] series = series(draws);
      double offset = draws.chance(0.5) ? 0 : 10 * draws.gauss() * Series.deviation(series);
      boolean sane = true;
      for (int t = 0; t < series.length; t++) {
        double value = series[t] + offset;
        sane &= Math.abs(value) < LARGEST;
        examples[i * WindowSet.EXAMPLE + t] = (float) value;
      }
      i += sane ? 1 : 0;
    }
    return WindowSet.ofExamples(examples, 0, count);
  }

  private double[] series(Draws draws) {
    Changes changes = new Changes(draws);
    double[] series = any(draws).draw(draws);
    if (draws.chance(0.35)) {
      addSecond(draws, series);
    }
    if (draws.chance(0.15)) {
      changes.bend(series);
    }
    if (draws.chance(0.6)) {
      Noise.add(draws, series, draws.logUniform(0.01, 1.2) * Series.unit(series));
    }
    if (draws.chance(0.08)) {
      changes.multiply(series);
    }
    if (draws.chance(0.1)) {
      changes.outliers(series);
    }
    if (draws.chance(0.1)) {
      changes.round(series);
    }
    if (draws.chance(0.04)) {
      changes.hold(series);
    }
    if (draws.chance(0.3)) {
      changes.flip(series);
    }
    if (draws.chance(0.1)) {
      changes.reverse(series);
    }
    if (draws.chance(0.04)) {
      changes.bridge(series);
    }
    return series;
  }

  private void addSecond(Draws draws, double[] series) {
    double[] second = any(draws).draw(draws);
    double factor = draws.logUniform(0.1, 1.5) * Series.unit(series) / Series.unit(second);
    for (int t = 0; t < series.length; t++) {
      series[t] += factor * second[t];
    }
  }

  private Family any(Draws draws) {
    double place = draws.unit() * shares.stream().mapToDouble(Share::weight).sum();
    for (Share share : shares) {
      place -= share.weight();
      if (place < 0) {
        return share.family();
      }
    }
    return shares.get(0).family();
  }
}
