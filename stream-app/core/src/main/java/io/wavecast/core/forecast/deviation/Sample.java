package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.Floats.clamp;

import io.wavecast.core.forecast.CivilTime;
import io.wavecast.core.forecast.WeekClock;
import io.wavecast.core.forecast.season.UsualHere;
import io.wavecast.core.forecast.season.UsualHere.DayOfWeek;
import io.wavecast.core.forecast.season.UsualRange;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An observation while it is judged: its numbers, the features that follow from it, and how rare
 * these are. Used again for the next one of the same series. Not thread-safe.
 */
final class Sample {
  private static final Voice[] VOICES = Voice.values();
  private static final Feature[] FEATURES = Feature.values();

  /** A typical change below this share of the value before is hardly one. */
  private static final double HARDLY_CHANGES = 1e-6;

  /** The same where the value before is 0. */
  private static final double NOTHING = 1e-11;

  /** How far beyond its record a value may move it, in decades. */
  private static final double BEYOND = 0.5;

  byte[] data;
  final Layout layout;

  /** Number of values since the voices began, this one included. */
  int n;

  /** Time, ms since the epoch. */
  long time;

  /** The clocks of the series. */
  WeekClock clock = CivilTime.UTC;

  /** The half hour of the day as clocks show it, 0..47. */
  int halfHour;

  /** Time of the first value, ms since the epoch. */
  long began;

  /** The value that is judged: that of the observation, or the increase of a counter. */
  double x;

  boolean counter;

  /** The pause before it. */
  Pause pause = Pause.NONE;

  /** Time between two values, ms; 0 if it is not known. */
  double step;

  /** How long a new level lasts until it is normal, ms. */
  double acceptAfterMs;

  /** Time without a value that was learned, beyond a step, ms. */
  double unlearned;

  /** The errors of its forecasts. */
  Errors errors = Errors.NONE;

  /** Absolute change since the value before. */
  double change;

  /** Typical absolute change. */
  double typical;

  /** A distance that means nothing, above 0. */
  double trifle;

  /** The value before; the value itself before the second. */
  double previous;

  /** How many values before this one were hardly a change in a row. */
  int flatFor;

  /** Of a value that ends a long constant line, how many values {@link #previous} held; else 0. */
  int constantFor;

  /** The smallest change above 0 that was seen; 0 before the first. */
  double smallest;

  /** Whether it is the first change of a series that has stood still since its begin. */
  boolean isFirstChange;

  /** Whether that is a trifle beside the value, so that the next one is a first change too. */
  boolean isTrifle;

  /** Slow mean of the values. */
  double mean;

  /** How much nearer to the mean it is than the value before; below 0 if it is further away. */
  double nearer;

  /** Whether an anomaly was open before this observation. */
  boolean deviating;

  /** The half hour of the day that ended with the observation before, 1..48; 0 if none did. */
  int passed;

  /**
   * The usual highest or lowest value at this time of day, whichever is more surely missing, or the
   * end of the usual range at this hour of the week that was passed.
   */
  double missing;

  /** The mean of about an hour, where {@link #usualRange} is judged. */
  double weekMean;

  /** Whether {@link #missing} is the highest one. */
  boolean isHighMissing;

  /** Whether {@link #missing} belongs to this time of day: it is unusual at many others. */
  boolean isMissingByClock;

  /** In an anomaly: whether the value is a usual one at this time of day, as far as is known. */
  boolean isUsualNow;

  /** The usual range at this hour of the week; null if it is not known. */
  @Nullable UsualRange usualRange;

  /** Whether the series has a memory of the week. */
  boolean remembersWeek;

  /** What is known of this day of the week. */
  DayOfWeek dayOfWeek = UsualHere.UNKNOWN.dayOfWeek();

  /** What began the anomaly that lasts no more because it is accepted as normal; else NONE. */
  Voice accepted = Voice.NONE;

  /** Values for which that one lasted. */
  int acceptedAfter;

  /** How new it is: above 1, nothing like it was seen. */
  double novelty;

  /** Whether an anomaly ended a short time ago. */
  boolean settling;

  /** By feature; NaN where it has no value. */
  private final double[] values = new double[FEATURES.length];

  private final double[] minExcess = new double[values.length];
  private final double[] evidence = new double[values.length];
  private final double[] voices = new double[VOICES.length];

  Sample(byte[] data, Layout layout) {
    this.data = data;
    this.layout = layout;
  }

  /** Forgets the features of the observation before. */
  void clear() {
    Arrays.fill(values, Double.NaN);
    Arrays.fill(evidence, 0);
    Arrays.fill(voices, 0);
    for (Feature f : FEATURES) {
      minExcess[f.index] = f.minExcess;
    }
    passed = 0;
    constantFor = 0;
    accepted = Voice.NONE;
    acceptedAfter = 0;
    isUsualNow = false;
    isMissingByClock = false;
    missing = Double.NaN;
    novelty = 0;
  }

  /**
   * Whether the random walk has forecast it because the window restarted. In the first values of a
   * series it does too, but their errors count nothing.
   */
  boolean isWarmingUpAgain() {
    return n > ErrorFeatures.MIN_VALUES && errors.hasWarmUp;
  }

  /** Whether it stood still for long and has hardly changed otherwise: no change is a usual one. */
  boolean isConstant() {
    return Math.max(flatFor, record(Feature.FLAT_RUN)) >= FlatRuns.STANDS_STILL
        && typical < HARDLY_CHANGES * Math.abs(previous) + NOTHING;
  }

  /** Whether values like it may follow at once: after a pause, or the first change. */
  boolean beginsLevel() {
    return pause.unseen() > 0 || isFirstChange;
  }

  /** Sets the least mean excess of a feature's tail, beside its own. */
  void minExcess(Feature f, double least) {
    minExcess[f.index] = Math.max(f.minExcess, least);
  }

  double minExcess(Feature f) {
    return minExcess[f.index];
  }

  /** The record of a feature. */
  double record(Feature f) {
    return Tail.record(data, layout.tail(f));
  }

  /** Gives a feature its value, and returns how rare that is, in decades. */
  double judge(Feature f, double value) {
    int tail = layout.tail(f);
    double x = clamp(value);
    return judge(
        f, value, x, Known.discounted(this, Tail.beyond(data, tail, x, minExcess[f.index])));
  }

  /**
   * Gives a feature that may have a heavy tail its value, and returns how rare that is, in decades.
   *
   * @param origin from where its sizes count
   */
  double judge(Feature f, double value, double origin) {
    int tail = layout.tail(f);
    double x = clamp(value);
    double least = minExcess[f.index];
    double beyond = Known.discounted(this, Tail.beyond(data, tail, x, least));
    if (beyond > 0) {
      beyond = Math.min(beyond, Tail.beyondByFactors(data, tail, x, origin - least, least));
    }
    return judge(f, value, x, beyond);
  }

  private double judge(Feature f, double value, double x, double beyond) {
    double decades = Tail.evidence(data, layout.tail(f), f.block, x) + beyond / Tail.LN_10;
    values[f.index] = value;
    evidence[f.index] = decades;
    return decades;
  }

  /** Gives two features the smaller evidence of both, and returns it. */
  double both(Feature f, Feature g) {
    double least = Math.min(evidence[f.index], evidence[g.index]);
    evidence[f.index] = least;
    evidence[g.index] = least;
    return least;
  }

  /** Takes the evidence of a feature back. */
  void withdraw(Feature f, boolean learns) {
    values[f.index] = learns ? values[f.index] : Double.NaN;
    evidence[f.index] = 0;
  }

  double evidence(Feature f) {
    return evidence[f.index];
  }

  /** NaN if it has none. */
  double value(Feature f) {
    return values[f.index];
  }

  /**
   * Takes the value of a feature into its tail, if it has one. In a series that is known well, one
   * that counts by blocks counts little beyond its record: else a block that ends while an anomaly
   * begins hides the rest of it.
   */
  void learn(Feature f) {
    double value = values[f.index];
    if (Double.isNaN(value)) {
      return;
    }
    int tail = layout.tail(f);
    if (n > Known.WELL && f.block > 1) {
      value = Math.min(value, Tail.limit(data, tail, BEYOND, minExcess[f.index]));
    }
    Tail.learn(data, tail, f.block, clamp(value));
  }

  /** Raises the evidence of a voice. */
  void say(Voice voice, double decades) {
    int code = Voices.code(voice);
    voices[code] = Math.max(voices[code], decades);
  }

  double evidence(Voice voice) {
    return voices[Voices.code(voice)];
  }

  /** The voice of the most evidence; NONE if there is none. */
  Voice loudest() {
    Voice loudest = Voice.NONE;
    for (Voice voice : VOICES) {
      if (evidence(voice) > evidence(loudest)) {
        loudest = voice;
      }
    }
    return loudest;
  }
}
