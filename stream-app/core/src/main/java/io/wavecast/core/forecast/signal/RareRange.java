package io.wavecast.core.forecast.signal;

import io.wavecast.core.forecast.Memory;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Direction;

/**
 * Several values in a row where almost none of the earlier ones was. A value beyond all earlier
 * ones, but close to usual ones, is in no rare range: a series that grows makes such records.
 *
 * <p>Bytes: byte length of the current run, of the longest in the current anomaly, and of the three
 * longest that were learned.
 */
final class RareRange implements Signal {
  private static final int LONGEST = 1;
  private static final int LEARNED = 2;
  private static final int KEPT = 3;

  private final Histogram histogram;
  private final int at;

  RareRange(Memory memory, Histogram histogram) {
    this.histogram = histogram;
    at = memory.take(LEARNED + KEPT);
  }

  @Override
  public String id() {
    return "rare-range";
  }

  @Override
  public void evaluate(Context c, Readings r) {
    byte[] data = c.data();
    boolean isRare = isRare(c);
    if (!isRare && !c.isAnomalous() && data[at] > 0) {
      insert(data, data[at]);
    }
    double nearer = Math.abs(c.previous() - c.mean()) - Math.abs(c.x() - c.mean());
    boolean returns = nearer > Tuning.RETURNING * histogram.width(data);
    int run = isRare ? Math.min(data[at] + (returns ? 0 : 1), Tuning.MAX_RARE_RUN) : 0;
    data[at] = (byte) run;
    data[at + LONGEST] = (byte) (c.isAnomalous() ? Math.max(run, data[at + LONGEST]) : run);
    int beyond = run - data[at + LEARNED + KEPT - 1];
    if (beyond >= Tuning.MIN_RARE_RUN) {
      r.raise(StrictMath.log10(c.n()) + Tuning.RARE_DECADES * (beyond - 1), side(c));
    }
    if (c.n() == Tuning.FRAME && !Double.isNaN(c.highest())) {
      histogram.start(data, Math.min(0, c.lowest()), Math.max(0, c.highest()));
    }
    if (c.isAnomalous() && c.n() % Tuning.SELDOM == 0) {
      histogram.add(data, c.x(), 1);
    }
  }

  private boolean isRare(Context c) {
    byte[] data = c.data();
    if (!histogram.isKnown(data)) {
      return false;
    }
    int bin = histogram.bin(data, c.x());
    int total = histogram.total(data);
    if (bin < 0 || bin >= Tuning.BINS || total < Tuning.MIN_COUNTED) {
      return false;
    }
    int beside = c.x() > c.highest() || c.x() < c.lowest() ? 2 : 1;
    return isFew(histogram.count(data, bin - beside, bin + beside), total);
  }

  private static boolean isFew(int values, int total) {
    return (double) Tuning.RARE * values <= total;
  }

  /** Where almost no values lie beyond the bin of this one. */
  private Direction side(Context c) {
    byte[] data = c.data();
    int bin = histogram.bin(data, c.x());
    int total = histogram.total(data);
    if (isFew(histogram.count(data, bin, Tuning.BINS - 1), total)) {
      return Direction.ABOVE;
    }
    return isFew(histogram.count(data, 0, bin), total) ? Direction.BELOW : Direction.NONE;
  }

  @Override
  public void learn(Context c, Readings r) {
    double more = c.firstChange() == Context.FirstChange.NO ? c.gap() / Tuning.SELDOM : ofLevel(c);
    histogram.add(c.data(), c.x(), 1 + (int) Math.min(more, ofLevel(c)));
  }

  @Override
  public void endAnomaly(Context c, boolean inFull) {
    for (int i = 0; i < (inFull ? KEPT : 1); i++) {
      insert(c.data(), c.data()[at + LONGEST]);
    }
  }

  @Override
  public void accept(Context c) {
    histogram.add(c.data(), c.x(), ofLevel(c));
  }

  private static int ofLevel(Context c) {
    return Tuning.LEVEL_COUNT + c.n() / Tuning.LEVEL_VALUES;
  }

  /** Keeps the longest runs, in descending order. */
  private void insert(byte[] data, int run) {
    int length = run;
    for (int i = at + LEARNED; i < at + LEARNED + KEPT; i++) {
      if (data[i] < length) {
        int shorter = data[i];
        data[i] = (byte) length;
        length = shorter;
      }
    }
  }

  @Override
  public Cause explain(Context c, Cause cause) {
    return cause.with("runMs", c.data()[at] * c.stepMs());
  }
}
