package io.wavecast.core.forecast.season;

import io.wavecast.core.forecast.CivilTime;
import io.wavecast.core.forecast.Floats;
import io.wavecast.core.forecast.WeekClock;
import io.wavecast.core.forecast.season.SeasonMemory.Moment;
import io.wavecast.schemas.forecast.Forecast;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what a series usually does at each time of the day and of the week, says what is
 * expected, and mixes a seasonal forecast into the model's where that has been better. A function
 * of state and input. Thread-safe.
 *
 * <p>Only for series whose step is at most 36 hours: a slower one has no hour of the week.
 */
public final class SeasonStep {
  private static final long MOST_STEP = Duration.ofHours(36).toMillis();

  /** Above this step, a day holds one value and only the week is a season. */
  private static final long DAILY_STEP = Duration.ofHours(12).toMillis();

  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long WEEK = 7 * DAY;
  private static final byte[] NOTHING = {};

  private final boolean isOn;

  /**
   * @param mode whether anything is remembered
   */
  public SeasonStep(SeasonSettings.Mode mode) {
    isOn = mode == SeasonSettings.Mode.AUTO;
  }

  /**
   * Opens the memory of one series; it is copied once for all changes.
   *
   * @param clock the hours of the week of the series, by its holidays
   * @param civil its clocks
   */
  public Season open(SeasonState state, WeekClock clock, CivilTime civil) {
    return new Season(state, clock, civil);
  }

  /** Whether values of a step have an hour of the week that is remembered. */
  public static boolean isSeasonal(double stepMs) {
    return stepMs > 0 && stepMs <= MOST_STEP;
  }

  /** The memory of one series. Not thread-safe. */
  public final class Season {
    private final SeasonState before;
    private final WeekClock clock;
    private final CivilTime civil;
    private byte[] data = NOTHING;

    /** That of the observation that is judged; null where the step is not seasonal. */
    private @Nullable Moment now;

    /** Whether half hours have passed with the observation that is judged. */
    private boolean hasPassed;

    private Season(SeasonState before, WeekClock clock, CivilTime civil) {
      this.before = before;
      this.clock = clock;
      this.civil = civil;
      if (isOn && !before.isEmpty()) {
        data = before.copy();
      }
    }

    /**
     * Begins with an observation.
     *
     * @param time its time, ms since the epoch
     * @param stepMs time between two values, ms; 0 if unknown
     */
    public void begin(long time, double stepMs) {
      now = isOn && isSeasonal(stepMs) ? moment(time, stepMs) : null;
      if (now != null && data.length == 0) {
        data = new byte[MixWeights.END];
        MixWeights.clear(data);
      }
    }

    private Moment moment(long time, double stepMs) {
      return new Moment(time, stepMs, civil.halfHourOfDay(time), clock.hourOfWeek(time));
    }

    /**
     * Completes the half hour that has passed, if one has.
     *
     * @param x the value that is judged
     * @param trifle a distance that means nothing, above 0
     * @param range of all values of the series
     * @param anomalous whether an anomaly is open
     * @return the extremes of two hours; null where none have passed, or they are not known
     */
    public @Nullable Extremes advance(double x, double trifle, double range, boolean anomalous) {
      if (now == null) {
        return null;
      }
      int before = SeasonMemory.bin(data);
      Extremes extremes = SeasonMemory.advance(data, now, x, trifle, range, anomalous);
      hasPassed = SeasonMemory.bin(data) == before + 1;
      return extremes;
    }

    /** What is expected of the observation. */
    public Expected expected() {
      return now == null ? Expected.UNKNOWN : SeasonMemory.expected(data, now);
    }

    /**
     * Whether a value lies between the usual extremes of this time of day, or nearly.
     *
     * @param days on which this time must have been seen at least
     */
    public boolean isUsual(double x, double trifle, double range, int days) {
      return now != null && SeasonMemory.isUsual(data, now, x, trifle, range, days);
    }

    /**
     * Whether a value is beyond a range, and so are the usual extremes of this time of day.
     *
     * @param low end of the range; NaN if unknown, as is the other
     */
    public boolean isDaily(double x, double low, double high) {
      return now != null && SeasonMemory.isDaily(data, now, x, low, high);
    }

    /** Remembers that what is missing was reported. */
    public void report() {
      SeasonMemory.report(data);
    }

    /** Learns the extremes of the hours that have passed with {@link #advance}. */
    public void learnExtremes() {
      if (now != null && hasPassed) {
        SeasonMemory.learnExtremes(data);
      }
    }

    /**
     * Adds the value that was judged, and what the forecasts for it were worth.
     *
     * @param anomalous whether it belongs to an anomaly
     */
    public void add(double x, boolean anomalous) {
      if (now != null) {
        MixWeights.judge(data, now.time(), (long) now.stepMs(), x);
        SeasonMemory.add(data, now, x, anomalous);
      }
    }

    /** Takes the level of the latest values for usual, as after an anomaly that was accepted. */
    public void accept() {
      if (now != null) {
        SeasonMemory.accept(data, now);
      }
    }

    /**
     * How far the level has moved in a pause, by the value after it: the level is a mean of about a
     * week, so the longer the pause, the less it says, and the more counts how far the value is out
     * of what was usual.
     *
     * @param pause ms since the value before
     */
    public double movedIn(long pause, double x) {
      return now == null || SeasonMemory.isEmpty(data)
          ? 0
          : Math.min(1, (double) pause / WEEK) * SeasonMemory.beyond(data, now, x);
    }

    /** Moves the level. */
    public void moveLevel(double by) {
      if (by != 0) {
        SeasonMemory.moveLevel(data, by);
      }
    }

    /**
     * Takes back how the level was moved.
     *
     * @param kept by {@link #keep} before; without bytes nothing is done
     */
    public void restoreLevel(byte[] kept) {
      if (kept.length == data.length && kept.length > 0) {
        SeasonMemory.restoreLevel(data, kept);
      }
    }

    /** Forgets all, as when a series turns out to be a counter. */
    public void forget() {
      if (data.length > 0) {
        Arrays.fill(data, (byte) 0);
        MixWeights.clear(data);
      }
    }

    /** A copy of what is remembered, for {@link #restore}. */
    public byte[] keep() {
      return data.clone();
    }

    /** Forgets what was learned since {@link #keep}. */
    public void restore(byte[] kept) {
      data = kept;
    }

    /**
     * Mixes the seasonal forecast into a model's where that pays. The intervals move with it; their
     * widths are left to the calibration, which judges what was given out.
     *
     * @param forecast of the window
     * @param values hold the window, from {@code from} until before {@code end}
     * @param learns whether the memory may change
     */
    public Forecast mix(Forecast forecast, float[] values, int from, int end, boolean learns) {
      long origin = forecast.origin();
      long step = forecast.stepMs();
      if (data.length == 0 || SeasonMemory.isEmpty(data) || !isSeasonal((double) step)) {
        return forecast;
      }
      long period = step > DAILY_STEP ? WEEK : DAY;
      long age = SeasonMemory.age(data, origin);
      double weight = age >= 3 * period ? MixWeights.best(data) : 0;
      boolean isOver = MixWeights.isOver(data, origin, step);
      if (age < 2 * period || (weight == 0 && !isOver)) {
        return forecast;
      }
      double[] season =
          SeasonalForecast.of(
              data,
              time -> moment(time, (double) step),
              origin,
              step,
              Arrays.copyOfRange(values, from, end),
              forecast.horizon());
      if (isOver && learns) {
        MixWeights.begin(data, origin, forecast.yhat(), season);
        SeasonMemory.refine(data);
      }
      if (weight == 0) {
        return forecast;
      }
      float[] by = new float[season.length];
      for (int h = 0; h < season.length; h++) {
        by[h] = Floats.clamp(weight * (season[h] - forecast.yhat()[h]));
      }
      return forecast.with(
          sum(forecast.yhat(), by), sum(forecast.yhatLower(), by), sum(forecast.yhatUpper(), by));
    }

    /** Returns the new state. This object must not be used afterwards. */
    public SeasonState close() {
      return data.length == 0 ? before : SeasonState.of(data);
    }
  }

  private static float[] sum(float[] values, float[] by) {
    float[] sum = new float[values.length];
    for (int h = 0; h < values.length; h++) {
      sum[h] = Floats.clamp((double) values[h] + by[h]);
    }
    return sum;
  }
}
