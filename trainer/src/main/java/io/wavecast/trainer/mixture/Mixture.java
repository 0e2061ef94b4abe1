package io.wavecast.trainer.mixture;

import io.wavecast.trainer.data.WindowSet;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * New series of many families. Some are exact: nothing is added to them. Of the others a third are
 * sums of two, then come transforms, noise, outliers, rounding, gaps. Every draw depends on its
 * seed alone. Thread-safe.
 */
public final class Mixture {
  /** Larger values say nothing new to a network that scales its window. */
  private static final double LARGEST = 1e6;

  /** How many series are exact. */
  private static final double EXACT = 0.08;

  /** How many series people and machines make by the clock; nothing is added to them. */
  private static final double CLOCKWORK = 0.12;

  private final Family byTheClock;
  private final List<Share> shares;
  private final List<Share> exact;
  private final List<Likely> changes =
      List.of(
          new Likely(0.35, this::addSecond),
          new Likely(0.15, Changes::bend),
          new Likely(0.6, Changes::noise),
          new Likely(0.08, Changes::multiply),
          new Likely(0.1, Changes::outliers),
          new Likely(0.1, Changes::round),
          new Likely(0.04, Changes::hold),
          new Likely(0.3, Changes::flip),
          new Likely(0.1, Changes::reverse),
          new Likely(0.04, Changes::bridge));

  /** A family and how often it is drawn, relative to the others. */
  private record Share(double weight, Family family) {}

  /** A change and its probability. */
  private record Likely(double probability, BiConsumer<RandomDraws, double[]> change) {}

  public Mixture() {
    Family seasonal = new Seasonal(false);
    Family levels = new Levels();
    byTheClock = new Clockwork(levels);
    shares =
        List.of(
            new Share(0.20, seasonal),
            new Share(0.07, Curves::sines),
            new Share(0.14, new Kernels()),
            new Share(0.20, levels),
            new Share(0.16, new Structural(levels)),
            new Share(0.08, Events::shifts),
            new Share(0.07, Events::spikes),
            new Share(0.05, draws -> Events.counts(seasonal, levels, draws)),
            new Share(0.03, Curves::trends));
    exact =
        List.of(
            new Share(0.5, Events::plateaus),
            new Share(0.3, new Seasonal(true)),
            new Share(0.1, Events::shifts),
            new Share(0.1, Curves::trends));
  }

  /**
   * New examples.
   *
   * @param count how many, at least 1
   * @param seed the same seed gives the same examples
   */
  public WindowSet draw(int count, long seed) {
    RandomDraws draws = new RandomDraws(seed);
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

  private double[] series(RandomDraws draws) {
    if (draws.chance(CLOCKWORK)) {
      return byTheClock.draw(draws);
    }
    if (draws.chance(EXACT)) {
      return any(draws, exact).draw(draws);
    }
    double[] series = any(draws, shares).draw(draws);
    for (Likely likely : changes) {
      if (draws.chance(likely.probability())) {
        likely.change().accept(draws, series);
      }
    }
    return series;
  }

  private void addSecond(RandomDraws draws, double[] series) {
    double[] second = any(draws, shares).draw(draws);
    double factor = draws.logUniform(0.1, 1.5) * Series.unit(series) / Series.unit(second);
    for (int t = 0; t < series.length; t++) {
      series[t] += factor * second[t];
    }
  }

  private static Family any(RandomDraws draws, List<Share> shares) {
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
