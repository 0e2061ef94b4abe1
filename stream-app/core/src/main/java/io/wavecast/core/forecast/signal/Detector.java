package io.wavecast.core.forecast.signal;

import static io.wavecast.core.forecast.Memory.getFloat;
import static io.wavecast.core.forecast.Memory.getInt;
import static io.wavecast.core.forecast.Memory.getShort;
import static io.wavecast.core.forecast.Memory.putFloat;
import static io.wavecast.core.forecast.Memory.putShort;

import io.wavecast.core.forecast.Memory;
import io.wavecast.core.forecast.alert.FalseAlerts;
import io.wavecast.core.forecast.season.Extremes;
import io.wavecast.core.forecast.season.SeasonStep;
import io.wavecast.core.forecast.signal.Context.FirstChange;
import java.time.Duration;
import java.util.Arrays;

/**
 * Scores the observations of a series: signals give evidence, evidence is compared with the border
 * that the budget of false alerts sets, and an anomaly lasts. Stateless and thread-safe: all state
 * is in the bytes that are given.
 *
 * <pre>
 *   border = log10(values in which one false alert is allowed) + {@link Tuning#SIGNALS}
 *   score  = evidence / border
 * </pre>
 */
final class Detector {
  private static final Memory MEMORY = new Memory();
  private static final int COUNT = MEMORY.take(Integer.BYTES);
  private static final int SCALE = MEMORY.take(Float.BYTES);
  private static final int PEAK = MEMORY.take(Float.BYTES);
  private static final int SINCE_PEAK = MEMORY.take(Short.BYTES);
  static final Counter COUNTER = new Counter(MEMORY);

  /** From here on all is forgotten where a series begins anew, up to the open forecasts. */
  private static final int BEGIN = MEMORY.size();

  static final Signals SIGNALS = new Signals(MEMORY);
  static final Baseline BASELINE = new Baseline(MEMORY, SIGNALS);
  private static final int ANOMALY = MEMORY.size();
  private static final int END = ANOMALY + new Anomaly(MEMORY, SIGNALS, Duration.ZERO).size();
  static final OpenForecasts FORECASTS = new OpenForecasts(MEMORY);

  /** How fast the scale by which errors are reported follows. */
  private static final int SCALE_VALUES = 50;

  final Anomaly anomaly;
  private final FalseAlerts budget;

  /** The one that was asked for last: most series of a topic have one step. */
  private volatile Border border = new Border(-1, 0);

  private record Border(double stepMs, double decades) {}

  /**
   * @param budget how often a healthy series may alert
   * @param acceptAfter how long an anomaly lasts until its level is accepted as normal
   */
  Detector(FalseAlerts budget, Duration acceptAfter) {
    this.budget = budget;
    Memory place = new Memory();
    place.take(ANOMALY);
    anomaly = new Anomaly(place, SIGNALS, acceptAfter);
  }

  static byte[] empty() {
    return new byte[MEMORY.size()];
  }

  /** Whether bytes of an array have the size of a memory. */
  static boolean fits(byte[] array, int from, int length) {
    return FORECASTS.fits(array, from, length);
  }

  /** The number of observations judged so far. */
  static int count(byte[] data) {
    return getInt(data, COUNT);
  }

  /** Mean absolute change between consecutive observations. */
  static double scale(byte[] data) {
    return getFloat(data, SCALE);
  }

  /** What a judged observation is. */
  record Judged(Context context, double momentary, double score, boolean isPeak) {}

  /**
   * Judges an observation, and learns from it.
   *
   * @param y its value
   * @param stepMs time between two values, ms; 0 where it is not known yet
   * @param steps time since the one before, in steps, at least 1
   * @param season what is remembered of the day and the week, begun with this observation
   */
  Judged judge(
      byte[] data,
      Readings r,
      long time,
      float y,
      double stepMs,
      double steps,
      Errors errors,
      SeasonStep.Season season) {
    if (COUNTER.changes(data, y)) {
      forget(data);
      season.forget();
    }
    boolean isCounter = COUNTER.counts(data);
    double change = Math.abs((double) y - COUNTER.previous(data, y));
    double x = isCounter ? COUNTER.increase(data, y, steps) : y;
    COUNTER.next(data, y);
    Context c =
        BASELINE.context(data, time, stepMs, steps - 1, x, isCounter, anomaly, errors, season);
    if (c.n() > 1) {
      r.evaluate(c);
    } else {
      r.reset();
    }
    double evidence = r.combined();
    if (c.firstChange() != FirstChange.NO) {
      evidence = Math.min(evidence, Baseline.mostOfFirst(c));
    }
    if (c.isDaily()) {
      evidence = Math.min(evidence, Tuning.COMMON);
    }
    double momentary = Math.min(Tuning.MAX_SCORE, evidence / border(stepMs));
    double score = anomaly.update(c, r, momentary);
    learn(c, r, season);
    double weight = momentary > 1 ? 1 / (momentary * momentary) : 1;
    float scale = getFloat(data, SCALE);
    putFloat(data, SCALE, scale + (scale == 0 ? 1 : weight / SCALE_VALUES) * (change - scale));
    Memory.increment(data, COUNT);
    return new Judged(c, momentary, score, isPeak(data, stepMs, score) && !c.isAnomalous());
  }

  private void learn(Context c, Readings r, SeasonStep.Season season) {
    Extremes e = c.extremes();
    boolean isOpen = anomaly.isOpen(c.data());
    boolean isReported = e != null && e.isRepeated() && !c.isAnomalous() && Missing.isHeld(r);
    if (!isReported) {
      double missing =
          Math.max(r.evidence(Statistic.MISSING_HIGH), r.evidence(Statistic.MISSING_LOW));
      if (missing > (c.isAnomalous() ? Tuning.COMMON : Tuning.SPOKE)) {
        season.report();
      }
      season.learnExtremes();
    }
    if (!isOpen) {
      SIGNALS.learn(c, r);
      BASELINE.learn(c);
    }
    season.add(c.x(), isOpen);
  }

  /** The evidence at which a score is 1, in decades. */
  private double border(double stepMs) {
    Border known = border;
    if (known.stepMs == stepMs) {
      return known.decades;
    }
    double rate = budget.perValue(Math.max(1, stepMs));
    double asked = Tuning.SIGNALS - StrictMath.log10(rate);
    double decades = Math.max(Tuning.LEAST_BORDER, Math.min(Tuning.MOST_BORDER, asked));
    this.border = new Border(stepMs, decades);
    return decades;
  }

  /** Whether a score is the highest one for some time: the start of an event. */
  private static boolean isPeak(byte[] data, double stepMs, double score) {
    int span = Pace.PEAK.values(stepMs);
    int since = Math.min(getShort(data, SINCE_PEAK) + 1, span + 1);
    float highest = since > span ? 0 : getFloat(data, PEAK);
    boolean peak = (float) score > highest;
    putFloat(data, PEAK, peak ? score : highest);
    putShort(data, SINCE_PEAK, peak ? 0 : since);
    return peak;
  }

  /** Makes a series begin anew: all but forecasts and the counter is forgotten. */
  static void forget(byte[] data) {
    Arrays.fill(data, BEGIN, END, (byte) 0);
  }
}
