package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.deviation.Feature.RAW_ERROR_ABOVE;
import static io.wavecast.core.forecast.deviation.Feature.RAW_ERROR_BELOW;

import java.util.List;

/**
 * Errors of forecasts, above and below, in half widths of the interval and in the unit of the
 * series. An error is as rare as the more common of both forms: where intervals are very narrow for
 * a time, a small error is many half widths. Where no change is a usual one, the value itself is
 * the measure.
 *
 * @param heavy whether errors in the unit of the series may have a heavy tail
 */
record ErrorFeatures(
    Voice voice, Feature above, Feature below, Feature rawAbove, Feature rawBelow, boolean heavy) {
  /** Values before which no error counts. */
  static final int MIN_VALUES = 60;

  /** Least mean excess, as a share of the record, and of the records of both sides. */
  private static final double EXCESS = 0.1;

  private static final double EXCESS_OF_BOTH = 0.02;

  /** Where a series is constant, as a share of the value. */
  private static final double EXCESS_OF_CONSTANT = 1e-4;

  /**
   * Judges an error. In an anomaly it says nothing, because it may be the recovery, but it is
   * learned.
   *
   * @param z in half widths
   * @param raw in the unit of the series
   */
  void listen(Sample s, double z, double raw) {
    double least =
        EXCESS_OF_BOTH * (s.record(RAW_ERROR_ABOVE) + s.record(RAW_ERROR_BELOW))
            + (s.isConstant() ? EXCESS_OF_CONSTANT * Math.abs(s.previous) : 0);
    prepare(s, above, rawAbove, least);
    prepare(s, below, rawBelow, least);
    if (s.n > MIN_VALUES && !s.settling) {
      judge(s, above, rawAbove, z, raw);
      judge(s, below, rawBelow, -z, -raw);
    }
  }

  void learn(Sample s) {
    s.learn(above);
    s.learn(below);
    s.learn(rawAbove);
    s.learn(rawBelow);
  }

  /** Forgets all errors. */
  void clear(byte[] data, Layout layout) {
    for (Feature feature : List.of(above, below, rawAbove, rawBelow)) {
      Tail.clear(data, layout.tail(feature));
    }
  }

  private void prepare(Sample s, Feature side, Feature rawSide, double least) {
    s.minExcess(side, EXCESS * s.record(side));
    s.minExcess(rawSide, EXCESS * s.record(rawSide) + s.trifle + s.smallest + least);
  }

  private void judge(Sample s, Feature side, Feature rawSide, double z, double raw) {
    s.judge(side, Math.max(0, z));
    if (heavy) {
      s.judge(rawSide, Math.max(0, raw), 0);
    } else {
      s.judge(rawSide, Math.max(0, raw));
    }
    double decades = s.both(side, rawSide);
    if (!s.deviating) {
      s.say(voice, decades);
    }
  }
}
