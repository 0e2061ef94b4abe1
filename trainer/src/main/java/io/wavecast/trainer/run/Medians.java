package io.wavecast.trainer.run;

import java.util.stream.DoubleStream;

/** Medians of figures. */
public final class Medians {
  private Medians() {}

  /**
   * The median of at least one value: the mean of the two middle ones where their number is even.
   */
  public static double of(DoubleStream figures) {
    double[] values = figures.sorted().toArray();
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }
}
