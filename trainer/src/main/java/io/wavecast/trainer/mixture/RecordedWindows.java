package io.wavecast.trainer.mixture;

import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.mixture.Choice.Weighted;
import io.wavecast.trainer.mixture.Recording.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Windows of recorded series. A kind is drawn by its share, a source in proportion to the root of
 * the windows that it has, so that large sources do not decide, a series of it in proportion to its
 * length, and any window of that. A quarter of the windows have another one added, a few have
 * noise, and a fifth are upside down: there are fewer recorded series than a network can learn by
 * heart.
 */
final class RecordedWindows implements Family {
  private static final double ADDED = 0.25;
  private static final double NOISY = 0.15;
  private static final double FLIPPED = 0.2;

  /** Kinds, their sources, the series of these. */
  private final Choice<Choice<Choice<float[]>>> kinds;

  /**
   * @param recordings at least one; each {@linkplain Recording#moves moves}
   */
  RecordedWindows(List<Recording> recordings) {
    Map<Kind, Map<String, List<Weighted<float[]>>>> byKind = new EnumMap<>(Kind.class);
    for (Recording each : recordings) {
      byKind
          .computeIfAbsent(each.kind(), k -> new LinkedHashMap<>())
          .computeIfAbsent(each.source(), s -> new ArrayList<>())
          .add(new Weighted<>(each.values().length - STEPS + 1, each.values()));
    }
    List<Weighted<Choice<Choice<float[]>>>> all = new ArrayList<>();
    byKind.forEach(
        (kind, sources) ->
            all.add(
                new Weighted<>(
                    kind.share(),
                    new Choice<>(
                        sources.values().stream().map(RecordedWindows::source).toList()))));
    kinds = new Choice<>(all);
  }

  private static Weighted<Choice<float[]>> source(List<Weighted<float[]>> series) {
    Choice<float[]> choice = new Choice<>(series);
    return new Weighted<>(Math.sqrt(choice.total()), choice);
  }

  @Override
  public double[] draw(RandomDraws draws) {
    Choice<Choice<float[]>> sources = kinds.draw(draws);
    double[] series = window(draws, sources);
    if (draws.chance(ADDED)) {
      double[] second = window(draws, draws.chance(0.5) ? sources : kinds.draw(draws));
      double size = draws.logUniform(0.1, 1);
      Arrays.setAll(series, t -> series[t] + size * second[t]);
    }
    if (draws.chance(NOISY)) {
      Changes.noise(draws, series);
    }
    if (draws.chance(FLIPPED)) {
      Changes.flip(draws, series);
    }
    return series;
  }

  /**
   * A window of unit scale. Where nothing moves before the future, nothing is to be learned: a
   * series at rest stays at rest, as those of the synthetic families do.
   */
  private static double[] window(RandomDraws draws, Choice<Choice<float[]>> from) {
    while (true) {
      float[] recorded = from.draw(draws).draw(draws);
      int first = draws.below(recorded.length - STEPS + 1);
      if (Recording.moves(recorded, first, first + WindowSet.WINDOW)) {
        double[] window = new double[STEPS];
        Arrays.setAll(window, t -> recorded[first + t]);
        Series.normalise(window);
        return window;
      }
    }
  }
}
