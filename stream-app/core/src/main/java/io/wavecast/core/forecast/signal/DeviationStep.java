package io.wavecast.core.forecast.signal;

import io.wavecast.core.forecast.Floats;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.season.SeasonStep;
import io.wavecast.core.forecast.signal.Detector.Judged;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.calendar.AppliedEntries;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Cause.Code;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Direction;
import io.wavecast.schemas.forecast.Forecast;
import java.util.Map;
import java.util.function.DoubleConsumer;

/**
 * Compares observations with the forecasts made for them, and calibrates the intervals of new
 * forecasts. A function of state and input, apart from metrics. Thread-safe.
 */
public final class DeviationStep {
  private final Detector detector;
  private final Calibration calibration;
  private final ErrorMeters meters;
  private final Metrics metrics;
  private final DoubleConsumer scores;

  /**
   * @param level share of the values that intervals should contain, in (0, 1)
   * @param alerts how often a healthy series may alert, and when a new level is normal
   * @param metrics records every score, error and miss
   */
  public DeviationStep(double level, AlertSettings alerts, Metrics metrics) {
    this.detector = new Detector(alerts.falseAlerts(), alerts.acceptAfter());
    this.calibration = new Calibration(Detector.FORECASTS, level);
    this.meters = new ErrorMeters(metrics);
    this.metrics = metrics;
    this.scores = metrics.histogram(Metric.DEVIATION_SCORE);
  }

  /**
   * Starts judging observations of one series; the state is copied once for all of them.
   *
   * @param season what is remembered of its day and week
   */
  public Judging open(DeviationState state, SeasonStep.Season season) {
    return new Judging(state, season);
  }

  /** Judges some observations of one series, in order. Not thread-safe. */
  public final class Judging {
    private final DeviationState before;
    private final SeasonStep.Season season;
    private final Readings readings = new Readings(Detector.SIGNALS.all);
    private byte[] data;
    private boolean changed;
    private boolean wasNormal;
    private long pause;

    private Judging(DeviationState before, SeasonStep.Season season) {
      this.before = before;
      this.season = season;
      this.data = before.isEmpty() ? Detector.empty() : before.copy();
    }

    /** Says that the values before the next one were not learned, so forecasts may be far off. */
    public void resume() {
      changed = true;
      detector.anomaly.settle(data, Detector.FORECASTS.stepMs(data));
    }

    /**
     * Says that the window has restarted since the latest observation that was learned, so that the
     * next one comes after a pause. One longer than all that is known of the series makes it a new
     * one.
     *
     * @param pauseMs time since that observation, ms
     */
    public void restart(long pauseMs) {
      pause = pauseMs;
    }

    /** Time since the latest observation that was learned, in steps, at least 1. */
    public double steps(long time) {
      return Detector.FORECASTS.steps(data, time);
    }

    /** Time of the latest observation that was learned, ms since the epoch; 0 before the second. */
    public long latest() {
      return Detector.FORECASTS.latest(data);
    }

    /** Says that the newest anomaly was normal, so that the next one like it is none. */
    public void wasNormal() {
      wasNormal = true;
    }

    /** Whether the series is a counter, of which the increase is judged. */
    public boolean isCounter() {
      return Detector.COUNTER.counts(data);
    }

    /** Whether the latest observation came in an anomaly. */
    public boolean isDeviating() {
      return detector.anomaly.isOpen(data);
    }

    /** Judges an observation as {@link #judge} does, and learns nothing from it. */
    public Deviation judgeOnly(String series, long timestamp, float y) {
      byte[] kept = data.clone();
      byte[] keptSeason = season.keep();
      boolean wasChanged = changed;
      Deviation deviation = judge(series, timestamp, y);
      data = kept;
      season.restore(keptSeason);
      changed = wasChanged;
      return deviation;
    }

    /**
     * Judges an observation by the forecasts made for its time, and learns from it.
     *
     * @param timestamp its time, ms since the epoch
     * @param y its value
     */
    public Deviation judge(String series, long timestamp, float y) {
      changed = true;
      double stepMs = Detector.FORECASTS.stepMs(data);
      Errors errors = Detector.FORECASTS.errors(data, timestamp, y);
      double steps = steps(timestamp);
      season.begin(timestamp, stepMs);
      long paused = pause;
      byte[] kept = {};
      if (pause > 0) {
        if (isLongerThanAll(pause)) {
          Detector.forget(data);
        }
        kept = season.keep();
        season.moveLevel(isCounter() ? 0 : season.movedIn(pause, y));
        pause = 0;
      }
      int n = Detector.count(data);
      double scale = Detector.scale(data);
      boolean wasOpen = isDeviating();
      Judged judged = detector.judge(data, readings, timestamp, y, stepMs, steps, errors, season);
      if (wasNormal) {
        detector.anomaly.accept(judged.context(), readings);
        wasNormal = false;
      }
      if (readings.isAccepted()) {
        season.accept();
      }
      if (isDeviating()) {
        season.restoreLevel(kept);
      }
      float score = Floats.clamp(judged.score());
      double momentary = judged.momentary();
      double weight = momentary > 1 ? 1 / (momentary * momentary) : 1;
      calibration.learn(data, errors, n, weight);
      meters.report(errors, scale);
      scores.accept(score);
      metrics.record(Metric.TOP_SCORES, score, series);
      return new Deviation(
          series,
          timestamp,
          y,
          errors.lead,
          errors.yhat,
          errors.lower,
          errors.upper,
          score,
          judged.isPeak(),
          errors.byLead,
          cause(judged, y, wasOpen, paused),
          AppliedEntries.NONE,
          errors.outside());
    }

    /**
     * Whether a pause is longer than all that is known. Of a series that began anew before, as many
     * values must be known as were forgotten: each pause between short bursts is longer than the
     * burst.
     */
    private boolean isLongerThanAll(long pauseMs) {
      int n = Detector.BASELINE.count(data);
      return n > 0
          && pauseMs > latest() - Detector.BASELINE.began(data)
          && n >= Detector.count(data) - n;
    }

    private Cause cause(Judged judged, float y, boolean wasOpen, long paused) {
      Context c = judged.context();
      long began = detector.anomaly.began(data);
      if (readings.isAccepted()) {
        return Cause.of(Code.ACCEPTED)
            .with("afterMs", (double) detector.anomaly.lasted(data, c.time()));
      }
      if (c.n() == 1 && paused > 0) {
        return Cause.of(Code.RESTARTED).with("pauseMs", (double) paused);
      }
      if (judged.score() <= Deviation.USUAL) {
        Code code = began == 0 && wasOpen ? Code.ENDED : Code.NONE;
        float expected = began == 0 ? Float.NaN : expected(c, y, detector.anomaly.expected(c));
        return new Cause(code, "", Direction.NONE, expected, began, Map.of());
      }
      boolean remains = began > 0 && judged.momentary() <= Deviation.USUAL;
      int dominant = remains ? detector.anomaly.signal(data) : readings.dominant();
      Signal signal = Detector.SIGNALS.all.get(dominant);
      double forecast = c.isCounter() || c.errors().lead == 0 ? c.mean() : c.errors().yhat;
      double expected = began > 0 ? detector.anomaly.expected(c) : signal.expected(c, forecast);
      Direction direction = remains ? Direction.of(c.x(), expected) : readings.direction(dominant);
      Cause cause =
          new Cause(Code.SIGNAL, signal.id(), direction, expected(c, y, expected), began, Map.of());
      return signal.explain(c, c.isCounter() ? cause.with("increase", c.x()) : cause);
    }

    /** An expected value in the unit of the series. */
    private static float expected(Context c, float y, double x) {
      return Floats.clamp(c.isCounter() ? y - c.x() + x : x);
    }

    /** Forgets what was learned from the errors of a model that another one has replaced. */
    public void forgetModel() {
      Detector.FORECASTS.clearFactors(data);
      Detector.SIGNALS.forgetModel(data);
    }

    /**
     * Adds a forecast, to be judged later, and returns it with calibrated intervals; those of a
     * warm-up forecast are not changed.
     *
     * @param learns whether it is judged later
     */
    public Forecast expect(Forecast forecast, boolean learns) {
      Forecast calibrated = forecast.warmup() ? forecast : calibrated(forecast);
      if (learns) {
        changed = true;
        data = Detector.FORECASTS.withHorizon(data, forecast.horizon());
        Detector.FORECASTS.add(data, calibrated, !forecast.warmup());
      }
      return calibrated;
    }

    private Forecast calibrated(Forecast forecast) {
      Records records = Detector.SIGNALS.records;
      boolean isKnown = !isCounter() && records.high.isReady(data);
      return calibration.of(
          forecast,
          data,
          Detector.scale(data),
          isKnown ? records.lowest(data) : Double.NaN,
          isKnown ? records.highest(data) : Double.NaN);
    }

    /** Returns the new state. This object must not be used afterwards. */
    public DeviationState close() {
      return changed ? DeviationState.of(data) : before;
    }
  }
}
