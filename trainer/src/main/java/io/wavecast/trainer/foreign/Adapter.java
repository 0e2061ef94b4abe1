package io.wavecast.trainer.foreign;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How a foreign network is fed, and what its values mean.
 *
 * @param context values that it sees, at least 1; 0 for as many as its file declares
 * @param input name of the input that takes them; empty for the only one
 * @param mask name of an input that is 1 for a value and 0 for padding; empty for none
 * @param output name of the output; empty for the first one
 * @param pad what stands before the 50 values when it sees more
 * @param standardize whether it sees windows of mean 0 and standard deviation 1, and its values are
 *     put back
 * @param levels levels of its quantiles, ascending, with 0.5; empty for points
 */
public record Adapter(
    int context,
    String input,
    String mask,
    String output,
    Pad pad,
    boolean standardize,
    List<Double> levels) {
  private static final double LOWEST = 0.05;
  private static final double HIGHEST = 0.95;

  /** What stands before the 50 values. */
  public enum Pad {
    /** The oldest of them, repeated. */
    EDGE,
    /** Their mean. */
    MEAN,
    /** Not a number, for networks that take it for a missing value. */
    NAN
  }

  public Adapter {
    levels = List.copyOf(levels);
    double last = 0;
    for (double level : levels) {
      if (!(level > last && level < 1)) {
        throw new IllegalArgumentException(
            "quantiles must ascend and lie in (0, 1), got: " + levels);
      }
      last = level;
    }
    if (!levels.isEmpty() && (levels.size() < 3 || !levels.contains(0.5))) {
      throw new IllegalArgumentException(
          "quantiles must be at least 3 with 0.5 among them, got: " + levels);
    }
    if (context < 0) {
      throw new IllegalArgumentException("context must be at least 1, got: " + context);
    }
  }

  boolean isPoints() {
    return levels.isEmpty();
  }

  /** The levels of the served quantiles: the network's, from 0.05 to 0.95 at least. */
  List<Double> served() {
    List<Double> served = new ArrayList<>(levels);
    if (!served.isEmpty() && served.get(0) > LOWEST) {
      served.add(0, LOWEST);
    }
    if (!served.isEmpty() && served.get(served.size() - 1) < HIGHEST) {
      served.add(HIGHEST);
    }
    return served;
  }

  /**
   * From the network's quantiles to the served ones: [levels, served], row by row. A level beyond
   * the outermost is as far from the median as it would be with a normal distribution.
   */
  float[] extension() {
    List<Double> served = served();
    float[] matrix = new float[levels.size() * served.size()];
    for (int to = 0; to < served.size(); to++) {
      int same = levels.indexOf(served.get(to));
      if (same >= 0) {
        matrix[same * served.size() + to] = 1;
      } else {
        int outermost = served.get(to) < 0.5 ? 0 : levels.size() - 1;
        float stretch = (float) (z(served.get(to)) / z(levels.get(outermost)));
        matrix[outermost * served.size() + to] = stretch;
        matrix[levels.indexOf(0.5) * served.size() + to] = 1 - stretch;
      }
    }
    return matrix;
  }

  private static double z(double level) {
    return NormalDistribution.of(0, 1).inverseCumulativeProbability(level);
  }

  @Override
  public String toString() {
    return "sees %s values, padded with %s%s"
        .formatted(
            context == 0 ? "its file's number of" : context,
            pad.name().toLowerCase(Locale.ROOT),
            standardize ? ", standardised" : "");
  }
}
