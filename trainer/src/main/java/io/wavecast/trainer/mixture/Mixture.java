package io.wavecast.trainer.mixture;

import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.mixture.Choice.Weighted;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * New series of many families. Some are exact: nothing is added to them. Of the others a third are
 * sums of two, then come transforms, noise, outliers, rounding, gaps. Where recorded series are
 * given, a quarter of the draws are windows of these. Every draw depends on its seed alone.
 * Thread-safe.
 */
public final class Mixture {
  /** Larger values say nothing new to a network that scales its window. */
  private static final double LARGEST = 1e6;

  /** How many are windows of recorded series, where there are any. */
  private static final double RECORDED = 0.25;

  /** How many series are exact. */
  private static final double EXACT = 0.08;

  /** How many series people and machines make by the clock; nothing is added to them. */
  private static final double CLOCKWORK = 0.12;

  /** How many series offices count. */
  private static final double COUNTED = 0.15;

  private final Family growth = new Growth();
  private final Optional<Family> recorded;
  private final Family byTheClock;
  private final Choice<Family> shares;
  private final Choice<Family> exact;
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

  /** A change and its probability. */
  private record Likely(double probability, BiConsumer<RandomDraws, double[]> change) {}

  /** Synthetic series only. */
  public Mixture() {
    this(List.of());
  }

  /**
   * @param recordings recorded series; none for synthetic series only
   */
  public Mixture(List<Recording> recordings) {
    recorded =
        recordings.isEmpty() ? Optional.empty() : Optional.of(new RecordedWindows(recordings));
    Family seasonal = new Seasonal(false);
    Family levels = new Levels();
    byTheClock = new Clockwork(levels);
    shares =
        new Choice<>(
            List.of(
                new Weighted<Family>(0.20, seasonal),
                new Weighted<Family>(0.07, Curves::sines),
                new Weighted<Family>(0.14, new Kernels()),
                new Weighted<Family>(0.17, levels),
                new Weighted<Family>(0.10, new Integrated()),
                new Weighted<Family>(0.16, new Structural(levels)),
                new Weighted<Family>(0.08, Events::shifts),
                new Weighted<Family>(0.07, Events::spikes),
                new Weighted<Family>(0.05, draws -> Events.counts(seasonal, levels, draws)),
                new Weighted<Family>(0.03, Curves::trends)));
    exact =
        new Choice<>(
            List.of(
                new Weighted<Family>(0.5, Events::plateaus),
                new Weighted<Family>(0.3, new Seasonal(true)),
                new Weighted<Family>(0.1, Events::shifts),
                new Weighted<Family>(0.1, Curves::trends)));
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
    if (recorded.isPresent() && draws.chance(RECORDED)) {
      return recorded.get().draw(draws);
    }
    if (draws.chance(CLOCKWORK)) {
      return byTheClock.draw(draws);
    }
    if (draws.chance(COUNTED)) {
      return growth.draw(draws);
    }
    if (draws.chance(EXACT)) {
      return exact.draw(draws).draw(draws);
    }
    double[] series = shares.draw(draws).draw(draws);
    for (Likely likely : changes) {
      if (draws.chance(likely.probability())) {
        likely.change().accept(draws, series);
      }
    }
    return series;
  }

  private void addSecond(RandomDraws draws, double[] series) {
    double[] second = shares.draw(draws).draw(draws);
    double factor = draws.logUniform(0.1, 1.5) * Series.unit(series) / Series.unit(second);
    for (int t = 0; t < series.length; t++) {
      series[t] += factor * second[t];
    }
  }
}
