package io.wavecast.core.forecast.signal;

/** The numbers of the score that are no durations and belong to no statistic. */
final class Tuning {
  // ---- evidence and border, in decades
  /** What several signals add to the rate of false alerts of one. */
  static final double SIGNALS = 0.5;

  /** The border where the budget allows more or fewer false alerts than evidence can resolve. */
  static final double LEAST_BORDER = 2.5;

  static final double MOST_BORDER = 7;

  /** Evidence that adds nothing to that of other signals. */
  static final double COMMON = 2;

  /** Signals see the same event, so their evidence adds up by a power above 1. */
  static final double POWER = 2.2;

  /** The largest score: where a series hardly changes, a change may be beyond any scale. */
  static final double MAX_SCORE = 1000;

  // ---- tails
  /** The largest values that are kept of each statistic. */
  static final int KEPT = 6;

  /** Fewest blocks that give a tail of its own. */
  static final int MIN_BLOCKS = 6;

  /** Values that the prior counts as. */
  static final double PRIOR_VALUES = 300;

  /** Decades that the prior gives at its first quantile, and at most. */
  static final double PRIOR_DECADES = 3;

  static final double MAX_PRIOR = 8;

  /** Excesses that a mean of eight values is trusted for (Lomax tail). */
  static final double TRUSTED = 20;

  /** Least mean excess of logarithms (Pareto tail). */
  static final double LEAST_LOG_EXCESS = 0.05;

  /** How far beyond its record a tail learns an anomaly, and one value of a known series. */
  static final double LEARNED_ANOMALY = 0.3;

  static final double LEARNED_VALUE = 0.5;

  // ---- changes
  /** Shares of the typical change and of the value that mean nothing. */
  static final double TRIFLE = 0.05;

  static final double ROUNDING = 1e-9;
  static final double TINY = 1e-12;

  /** A change of this share of the value may be one of rounding. */
  static final double TRIFLE_OF_VALUE = 1e-6;

  /** A typical change below this share of the value is hardly one; the same where that is 0. */
  static final double HARDLY = 1e-6;

  static final double HARDLY_AT_ZERO = 1e-11;

  /** A series moves by trifles where the typical change is this share of the largest one. */
  static final double OFTEN = 0.1;

  /** Values from which on a change is capped. */
  static final int MATURE = 50;

  static final double MAX_CHANGE = 10;

  /** What a first change as large as the value adds, in decades. */
  static final double FIRST_CHANGE = 4;

  // ---- forecast errors
  /** Least excess, as shares of the record, of the records of both sides, of a constant value. */
  static final double EXCESS = 0.1;

  static final double EXCESS_OF_BOTH = 0.02;
  static final double EXCESS_OF_CONSTANT = 1e-4;

  /** Typical changes that are as rare as a value outside of its interval, in white noise. */
  static final double CHANGES = 2;

  // ---- records
  static final double EXCESS_OF_CHANGE = 0.5;
  static final double EXCESS_OF_RANGE = 0.02;
  static final double EXCESS_OF_VALUE = 1e-3;

  /** Values before which none is a record. */
  static final int FIRST_RECORD = 10;

  /** Records over which their growth is averaged. */
  static final int RECORDS = 6;

  /** Least ratio of the age of a growing series to that of its record. */
  static final double RECORD_AGE = 2;

  // ---- flat runs and noise
  /** A change of this share of the typical one, or of the value, is none. */
  static final double NO_CHANGE = 0.02;

  static final double NO_CHANGE_OF_VALUE = 1e-7;
  static final int MIN_RUN = 4;

  /** Typical changes as which a change counts at most in the recent one. */
  static final double MAX_NOISE = 8;

  // ---- rare ranges
  static final int BINS = 32;

  /** Values after which the frame of the bins is chosen, and before which no place is rare. */
  static final int FRAME = 100;

  static final int MIN_COUNTED = 200;

  /** A place is rare if it and its neighbours hold at most 1 in {@value} values. */
  static final int RARE = 250;

  static final int MIN_RARE_RUN = 3;
  static final int MAX_RARE_RUN = 100;

  /** Evidence of each further value, in decades. */
  static final double RARE_DECADES = 0.7;

  /** A value nearer to the mean by this share of a bin is on its way back. */
  static final double RETURNING = 0.5;

  /** In an anomaly, as after a pause, 1 in {@value} values is counted. */
  static final int SELDOM = 20;

  /** Initial count of an accepted level; {@link #LEVEL_VALUES} values add one. */
  static final int LEVEL_COUNT = 2;

  static final int LEVEL_VALUES = 200;

  /** A value {@value} times as frequent as the expected one is a return. */
  static final int RETURN = 10;

  // ---- state durations
  static final double HYSTERESIS = 0.1;
  static final double GROW = 0.3;
  static final double SHRINK = 0.001;
  static final int MIN_STAYS = 8;
  static final int FIRST_STAY = 20;

  /** Least excess of a stay, as a share of the longest, and of how much stays differ. */
  static final double EXCESS_OF_STAY = 0.15;

  static final double UNLIKE = 0.5;

  /** A stay that is a larger share of all values cannot be compared. */
  static final double LARGE_STAY = 0.25;

  /** Of two states the middle half of the range holds less, and each outer part more. */
  static final double MIDDLE = 0.05;

  static final double OUTER = 0.15;
  static final int MIN_BINS = 4;

  // ---- day and week
  /** The least spread, as a share of the expected value. */
  static final double SPREAD_OF_VALUE = 0.05;

  /** A distance of fewer spreads is none. */
  static final double LEAST_SPREADS = 1;

  /** Spreads as which a distance counts at most in the typical one, once that is known. */
  static final double MAX_SPREADS = 5;

  static final int SPREAD_KNOWN = 200;

  /** Days before which distances from the day say nothing. */
  static final int MIN_DAYS = 2;

  /** Days on which a time of day must have been seen to say what is usual at it. */
  static final int USUAL_DAYS = 4;

  /** Evidence counts by this factor as long as the week is not known. */
  static final double UNKNOWN_WEEK = 0.5;

  /** The same of what is missing at a time of day. */
  static final double MISSING = 0.9;

  // ---- impossible values
  /** Evidence of a value below zero where none ever was, beside that of all values. */
  static final double SIGN = 2.5;

  // ---- anomalies
  /** Evidence with which a statistic takes part in an anomaly, in decades. */
  static final double SPOKE = 3;

  /** An anomaly lasts while this share of its first distance remains. */
  static final double REMAINS = 0.4;

  /** A value is back if at most this share of its distance from what the day expects remains. */
  static final double REMAINS_AT_RETURN = 0.25;

  /** Share of the first score that remains each time when the series has come back. */
  static final double RETURNED = 0.5;

  /** Recent anomalies from which on one is learned in full, and that are counted at most. */
  static final int MANY = 3;

  static final int MOST_COUNTED = 7;

  /** The score of an accepted level, below what is usual. */
  static final double ACCEPTED = 0.5;

  // ---- counters
  static final int COUNTER_VALUES = 100;
  static final double MIN_GROWING = 0.6;
  static final double RESTART = 0.2;
  static final int MAX_RESTARTS = 3;
  static final int VALUES_PER_RESTART = 500;

  private Tuning() {}
}
