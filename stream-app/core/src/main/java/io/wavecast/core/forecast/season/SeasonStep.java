package io.wavecast.core.forecast.season;

import io.wavecast.core.forecast.CivilTime;
import io.wavecast.core.forecast.Floats;
import io.wavecast.core.forecast.WeekClock;
import io.wavecast.schemas.forecast.Forecast;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what a series usually does at each hour of the day and of the week, and mixes the
 * seasonal forecast into the model's where that has been better. A function of state and input.
 * Thread-safe.
 *
 * <p>Only for series whose steps lie in 3 minutes to 36 hours: ten values ahead of a faster one lie
 * within half an hour, those of a slower one have no hour of the week.
 */
public final class SeasonStep {
  private static final long LEAST_STEP = Duration.ofMinutes(3).toMillis();
  private static final long MOST_STEP = Duration.ofHours(36).toMillis();

  /** Above this step, a day holds one value and only the week is a season. */
  private static final long DAILY_STEP = Duration.ofHours(12).toMillis();

  /** Up to this step, each hour of the week has values, so that its neighbours are known too. */
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long WEEK = 7 * DAY;

  /** How much a value in an anomaly counts. */
  private static final double DEVIATING = 0.1;

  /** From when on the usual range is known, and from when on it is sure. */
  private static final long KNOWN = 2 * WEEK;

  private static final long SURE = 3 * WEEK;

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
   * @param clock the clocks of the series
   */
  public Season open(SeasonState state, WeekClock clock) {
    return new Season(state, clock);
  }

  /** The memory of one series. Not thread-safe. */
  public final class Season {
    private final SeasonState before;
    private final WeekClock clock;
    private ByteBuffer data = ByteBuffer.allocate(0);

    private Season(SeasonState before, WeekClock clock) {
      this.before = before;
      this.clock = clock;
      if (isOn && !before.isEmpty()) {
        data = ByteBuffer.wrap(before.copy());
      }
    }

    /**
     * Learns from an observation.
     *
     * @param time its time, ms since the epoch
     * @param step time between two values, ms; 0 if unknown
     * @param y its value
     * @param deviating whether it is in an anomaly: then little is learned once the usual range is
     *     sure, so that an odd day does not become usual, but a new rhythm does
     */
    public void observe(long time, long step, double y, boolean deviating) {
      if (!isSeasonal(step)) {
        return;
      }
      if (data.capacity() == 0) {
        data = ByteBuffer.allocate(Trial.END);
        Profiles.begin(data, time, y);
        Trial.clear(data);
      }
      Trial.judge(data, time, step, y);
      Profiles.learn(
          data,
          clock.hourOfWeek(time),
          time,
          step,
          y,
          deviating && age(time) >= SURE ? DEVIATING : 1);
    }

    /**
     * How far the level has moved in a pause, by the value after it: the level is a mean of about a
     * week, so the longer the pause, the less it says, and the more counts how far the value is out
     * of what was usual.
     *
     * @param pause ms since the value before
     * @param step time between two values, ms; 0 if unknown
     */
    public double movedIn(long pause, long time, long step, double y) {
      return data.capacity() == 0 || !isSeasonal(step)
          ? 0
          : Math.min(1, (double) pause / WEEK) * Profiles.beyond(data, clock.hourOfWeek(time), y);
    }

    /** Moves the level. */
    public void moveLevel(double by) {
      if (by != 0) {
        Profiles.moveLevel(data, by);
      }
    }

    /**
     * What is usual for the series at a time, by what was learned before.
     *
     * @param time ms since the epoch
     * @param step time between two values, ms; 0 if unknown
     */
    public UsualHere usual(long time, long step) {
      if (!isReady(time, step)) {
        return UsualHere.UNKNOWN;
      }
      double weight = step < HOUR && isTried(time, step) ? Trial.weight(data) : 0;
      Jump jump = weight == 0 ? Jump.NONE : Jump.at(data, clock.hourOfWeek(time));
      return new UsualHere(
          range(time, step),
          weight * jump.below(),
          weight * jump.above(),
          new Weekday(data, clock, time, step <= HOUR));
    }

    /** Null in the first {@link #KNOWN} ms. */
    private @Nullable UsualRange range(long time, long step) {
      if (age(time) < KNOWN) {
        return null;
      }
      double learned = Profiles.learned(age(time));
      int hour = clock.hourOfWeek(time);
      int around = step <= HOUR ? 1 : 0;
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (int i = -around; i <= around; i++) {
        int near = Math.floorMod(hour + i, CivilTime.WEEK);
        double season = Profiles.at(data, near);
        double complete = Profiles.complete(data, near, learned);
        low = Math.min(low, Math.min(season, complete));
        high = Math.max(high, Math.max(season, complete));
      }
      double level = Profiles.level(data);
      double pace = Math.min(1, (double) step / HOUR);
      return new UsualRange(level + low, level + high, pace, age(time) >= SURE);
    }

    /**
     * Mixes the seasonal forecast into a model's where that pays. The intervals move with it; their
     * widths are left to the calibration, which judges what was given out.
     *
     * @param forecast of the window
     * @param values hold the window, from {@code from} until before {@code end}
     */
    public Forecast mix(Forecast forecast, float[] values, int from, int end) {
      long origin = forecast.origin();
      long step = forecast.stepMs();
      if (!isReady(origin, step)) {
        return forecast;
      }
      double weight = isTried(origin, step) ? Trial.weight(data) : 0;
      boolean isOver = Trial.isOver(data, origin, step);
      if (weight == 0 && !isOver) {
        return forecast;
      }
      double[] season =
          SeasonalForecast.of(
              data, clock, origin, step, Arrays.copyOfRange(values, from, end), forecast.horizon());
      if (isOver) {
        Trial.begin(data, origin, forecast.yhat(), season);
        Profiles.refine(data);
      }
      if (weight == 0) {
        return forecast;
      }
      float[] by = new float[season.length];
      for (int h = 0; h < season.length; h++) {
        by[h] = Floats.clamp(weight * (season[h] - forecast.yhat()[h]));
      }
      return changed(forecast, by);
    }

    /**
     * Mixes as {@link #mix(Forecast, float[], int, int)} does.
     *
     * @param learns whether that may change the memory
     */
    public Forecast mix(Forecast forecast, float[] values, int from, int end, boolean learns) {
      ByteBuffer kept = data;
      if (!learns) {
        data = ByteBuffer.allocate(kept.capacity()).put(0, kept, 0, kept.capacity());
      }
      Forecast mixed = mix(forecast, values, from, end);
      data = kept;
      return mixed;
    }

    /** Returns the new state. This object must not be used afterwards. */
    public SeasonState close() {
      return data.capacity() == 0 ? before : SeasonState.of(data.array());
    }

    private boolean isReady(long time, long step) {
      return data.capacity() > 0 && isSeasonal(step) && age(time) >= 2 * period(step);
    }

    /** Whether it was tried at all times of a day or a week, where a drift would have misled it. */
    private boolean isTried(long time, long step) {
      return age(time) >= 3 * period(step);
    }

    private long age(long time) {
      return time - Profiles.start(data);
    }
  }

  private static long period(long step) {
    return step > DAILY_STEP ? WEEK : DAY;
  }

  private boolean isSeasonal(long step) {
    return isOn && isHourly(step);
  }

  /**
   * Whether values have an hour of the week that is remembered.
   *
   * @param step time between two values, ms; 0 if unknown
   */
  public static boolean isHourly(long step) {
    return step >= LEAST_STEP && step <= MOST_STEP;
  }

  private static Forecast changed(Forecast f, float[] by) {
    return f.with(sum(f.yhat(), by), sum(f.yhatLower(), by), sum(f.yhatUpper(), by));
  }

  private static float[] sum(float[] values, float[] by) {
    float[] sum = new float[values.length];
    for (int h = 0; h < values.length; h++) {
      sum[h] = Floats.clamp((double) values[h] + by[h]);
    }
    return sum;
  }
}
