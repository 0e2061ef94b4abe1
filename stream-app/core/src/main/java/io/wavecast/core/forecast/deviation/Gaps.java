package io.wavecast.core.forecast.deviation;

/**
 * Several values in a row where almost none of the earlier ones was. The frame of the histogram
 * begins at 0, so a gap is a considerable share of the value itself. A value beyond all earlier
 * ones, but close to usual ones, is in no gap: a series that grows makes such records. The
 * histogram serves {@link Dwell} too, so this family comes first.
 *
 * <p>Bytes: {@link Histogram}; byte length of the current run, of the longest in the current
 * anomaly, and of the three longest that were learned.
 */
final class Gaps implements Family {
  private static final int RUN = Histogram.SIZE;
  private static final int LONGEST = RUN + 1;
  private static final int LEARNED = RUN + 2;
  private static final int KEPT = 3;

  /** When the frame is chosen, and counted values before which there are no gaps. */
  private static final int START = 100;

  private static final int MIN_TOTAL = 200;

  /** A bin is empty if it and its neighbours hold at most one in so many of all values. */
  static final int RARE = 250;

  /** Neighbours on each side, between earlier values and beyond all of them. */
  private static final int BETWEEN = 1;

  private static final int BEYOND = 2;

  private static final int MIN_RUN = 3;
  private static final int MAX_RUN = 100;

  /**
   * A value nearer to the mean than the one before, by this share of a bin, is on its way back, and
   * makes no run longer: a queue that is worked off passes empty places of its range.
   */
  private static final double RETURN = 0.5;

  /** Evidence of each further value, in decades. */
  private static final double DECADES = 0.7;

  /** In an anomaly, every 20th value is counted. */
  private static final int SELDOM = 20;

  /** An accepted level counts twice, and once more for each 200 values. */
  private static final int ACCEPTED = 2;

  private static final int VALUES_PER_ACCEPTED = 200;

  /**
   * Of the values that a pause has swallowed, one in so many counts where the series comes back.
   */
  private static final int UNSEEN_PER_COUNTED = 20;

  @Override
  public int size() {
    return LEARNED + KEPT;
  }

  @Override
  public void listen(Sample s, int at) {
    byte[] data = s.data;
    boolean empty = isEmpty(s, at);
    if (!empty && !s.deviating && data[at + RUN] > 0) {
      insert(data, at, data[at + RUN]);
    }
    boolean returns = s.nearer > RETURN * Histogram.width(data, at);
    int run = empty ? Math.min(data[at + RUN] + (returns ? 0 : 1), MAX_RUN) : 0;
    data[at + RUN] = (byte) run;
    data[at + LONGEST] = (byte) (s.deviating ? Math.max(run, data[at + LONGEST]) : run);
    int beyond = run - data[at + LEARNED + KEPT - 1];
    if (beyond >= MIN_RUN) {
      s.say(Voice.GAP, StrictMath.log10(s.n) + DECADES * (beyond - 1));
    }
    if (s.n == START) {
      double low = -s.record(Feature.VALUE_LOW);
      Histogram.start(data, at, Math.min(0, low), Math.max(0, s.record(Feature.VALUE_HIGH)));
    }
    if (s.deviating && s.n % SELDOM == 0) {
      Histogram.add(data, at, s.x, 1);
    }
  }

  @Override
  public void learn(Sample s, int at) {
    double more = s.isFirstChange ? ofLevel(s) : s.pause.unseen() / UNSEEN_PER_COUNTED;
    Histogram.add(s.data, at, s.x, 1 + (int) Math.min(more, ofLevel(s)));
  }

  @Override
  public void accept(Sample s, int at) {
    int times = OpenAnomaly.learnsInFull(s) ? KEPT : 1;
    for (int i = 0; i < times; i++) {
      insert(s.data, at, s.data[at + LONGEST]);
    }
  }

  @Override
  public void giveUp(Sample s, int at) {
    settle(s, at);
  }

  /** Counts a level that is usual from now on. */
  static void settle(Sample s, int at) {
    Histogram.add(s.data, at, s.x, ofLevel(s));
  }

  private static int ofLevel(Sample s) {
    return ACCEPTED + s.n / VALUES_PER_ACCEPTED;
  }

  /** How many values in a row lie where at most one in {@link #RARE} did. */
  static int run(Sample s) {
    return s.data[s.layout.voices + Voices.HISTOGRAM + RUN];
  }

  /** 1 if almost all values lie below its bin, -1 if they lie above, else 0. */
  static int side(Sample s) {
    int at = s.layout.voices + Voices.HISTOGRAM;
    int bin = Histogram.bin(s.data, at, s.x);
    int total = Histogram.total(s.data, at);
    if (isFew(Histogram.count(s.data, at, bin, Histogram.BINS - 1), total)) {
      return 1;
    }
    return isFew(Histogram.count(s.data, at, 0, bin), total) ? -1 : 0;
  }

  private static boolean isFew(int values, int total) {
    return (double) RARE * values <= total;
  }

  private static boolean isEmpty(Sample s, int at) {
    if (Histogram.width(s.data, at) == 0) {
      return false;
    }
    int bin = Histogram.bin(s.data, at, s.x);
    if (bin < 0 || bin >= Histogram.BINS) {
      return false;
    }
    int total = Histogram.total(s.data, at);
    int neighbours = Records.isBeyond(s) ? BEYOND : BETWEEN;
    return total >= MIN_TOTAL && isFew(Histogram.near(s.data, at, bin, neighbours), total);
  }

  /** Keeps the longest runs, in descending order. */
  private static void insert(byte[] data, int at, int run) {
    int length = run;
    for (int i = at + LEARNED; i < at + LEARNED + KEPT; i++) {
      if (data[i] < length) {
        int shorter = data[i];
        data[i] = (byte) length;
        length = shorter;
      }
    }
  }
}
