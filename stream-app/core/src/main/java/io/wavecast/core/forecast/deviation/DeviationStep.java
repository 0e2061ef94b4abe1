package io.wavecast.core.forecast.deviation;

import io.wavecast.core.forecast.CivilTime;
import io.wavecast.core.forecast.Floats;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.FalseAlerts;
import io.wavecast.core.forecast.season.UsualHere;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.calendar.AppliedEntries;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Forecast;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.DoubleConsumer;

/**
 * Compares observations with the forecasts made for them, and calibrates the intervals of new
 * forecasts. A function of state and input, apart from metrics. Thread-safe.
 */
public final class DeviationStep {
  /** The largest score: in a series that hardly changes, a change may be beyond any scale. */
  static final double MAX_SCORE = 1000;

  /** Evidence up to this share of the border adds nothing to what is new. */
  private static final double WEAK = 0.6;

  /** Evidence beyond the rarity of the values that may alert falsely, in decades. */
  private static final double MARGIN = 0.5;

  private static final double LEAST_BORDER = 2.5;
  private static final double MOST_BORDER = 6;

  private final Profile profile = Profile.FULL;
  private final LearnedErrors learned;
  private final FalseAlerts falseAlerts;
  private final Duration acceptAfter;
  private final Metrics metrics;
  private final DoubleConsumer scores;

  /** With the default rate of false alerts and time of acceptance. */
  public DeviationStep(double level, Metrics metrics) {
    this(level, FalseAlerts.DEFAULT, AlertSettings.DEFAULT_ACCEPT_AFTER, metrics);
  }

  /**
   * @param level share of the values that intervals should contain, in (0, 1)
   * @param falseAlerts how often the score of a healthy series may exceed 1
   * @param acceptAfter how long a value stays at a new level until that is normal
   * @param metrics records every score, error and miss
   */
  public DeviationStep(
      double level, FalseAlerts falseAlerts, Duration acceptAfter, Metrics metrics) {
    this.falseAlerts = falseAlerts;
    this.acceptAfter = acceptAfter;
    this.learned = new LearnedErrors(level, metrics);
    this.metrics = metrics;
    this.scores = metrics.histogram(Metric.DEVIATION_SCORE);
  }

  /**
   * Starts judging observations of one series; the state is copied once for all of them.
   *
   * @param civil the clocks of the series, by which its day passes
   */
  public Judging open(DeviationState state, CivilTime civil) {
    return new Judging(state, civil);
  }

  /** Judges some observations of one series, in order. Not thread-safe. */
  public final class Judging {
    private final DeviationState before;
    private final CivilTime civil;
    private byte[] data;
    private final Sample sample;
    private boolean changed;
    private boolean wasNormal;
    private Pause pause = Pause.NONE;

    private Judging(DeviationState before, CivilTime civil) {
      this.before = before;
      this.civil = civil;
      this.data = before.dataFor(profile);
      this.sample = new Sample(data, profile.layout);
    }

    /** Says that the values before the next one were not learned, so forecasts may be far off. */
    public void resume() {
      changed = true;
      OpenAnomaly.settle(data);
    }

    /**
     * Says that the window has restarted since the latest observation that was learned, so that the
     * next one comes after a pause. One longer than all that is known of the series makes it a new
     * one.
     *
     * @param time of the next observation
     * @param moved how far the level of the week has moved by it, if it is no anomaly
     */
    public void restart(long time, double moved) {
      pause = new Pause((double) time - latest(), steps(time) - 1, moved);
    }

    /** Time since the latest observation that was learned, in steps, at least 1. */
    public double steps(long time) {
      return OpenForecasts.steps(data, profile.layout, time);
    }

    /** Time of the latest observation that was learned, ms since the epoch; 0 before the second. */
    public long latest() {
      return (long) Layout.LONG.get(data, Layout.LATEST_ORIGIN);
    }

    /** Says that the newest anomaly was normal, so that the next one like it is none. */
    public void wasNormal() {
      wasNormal = true;
    }

    /** Whether the series is a counter, of which the increase is judged. */
    public boolean isCounter() {
      return Counter.counts(data);
    }

    /** Whether the latest observation began an anomaly, or came in one. */
    public boolean isDeviating() {
      return sample.deviating || OpenAnomaly.isOpen(data);
    }

    /** Judges an observation as {@link #judge} does, and learns nothing from it. */
    public Deviation judgeOnly(String series, long timestamp, float y, UsualHere usual) {
      byte[] kept = data.clone();
      boolean wasChanged = changed;
      Deviation deviation = judge(series, timestamp, y, usual);
      System.arraycopy(kept, 0, data, 0, kept.length);
      changed = wasChanged;
      return deviation;
    }

    /**
     * Judges an observation by the forecasts made for its time, and learns from it.
     *
     * @param timestamp its time, ms since the epoch
     * @param y its value
     * @param usual what the memory of the day and the week says of this time
     */
    public Deviation judge(String series, long timestamp, float y, UsualHere usual) {
      changed = true;
      sample.usualRange = usual.range();
      sample.remembersWeek = !usual.equals(UsualHere.UNKNOWN);
      sample.dayOfWeek = usual.dayOfWeek();
      int n = (int) Layout.INT.get(data, Layout.COUNT);
      Errors errors = Errors.of(data, profile, timestamp, y, usual);
      double change = Math.abs((double) y - Counter.previous(data, y));
      take(timestamp, y, errors);
      if (wasNormal) {
        OpenAnomaly.accept(sample, profile);
        wasNormal = false;
      }
      double border = border();
      double momentary = Math.min(MAX_SCORE, profile.voices.listen(sample) / border);
      double lasting = OpenAnomaly.update(sample, profile, momentary);
      float score = Floats.clamp(OpenAnomaly.isOpen(data) ? lasting : calm(momentary));
      if (!OpenAnomaly.isOpen(data)) {
        profile.voices.learn(sample);
      }
      double weight = momentary > 1 ? 1 / (momentary * momentary) : 1;
      learned.add(data, errors, weight);
      boolean peak = Peak.found(data, score) && !sample.deviating;
      LearnedErrors.addChange(data, change, weight);
      Layout.INT.set(data, Layout.COUNT, n == Integer.MAX_VALUE ? n : n + 1);
      scores.accept(score);
      metrics.record(Metric.TOP_SCORES, score, series);
      OpenForecasts.Expected nearest = errors.nearest;
      return new Deviation(
          series,
          timestamp,
          y,
          nearest.lead,
          nearest.yhat,
          nearest.lower,
          nearest.upper,
          score,
          peak,
          errors.byLead,
          Causes.of(sample, momentary, score, y),
          AppliedEntries.NONE,
          errors.outside());
    }

    /** Prepares the sample; the voices restart when a series turns out to be a counter. */
    private void take(long timestamp, float y, Errors errors) {
      if (Counter.changes(data, y)) {
        forget();
      }
      if (pause.ms() > 0 && Changes.isLessThan(pause, data, profile.layout.voices)) {
        forget();
      }
      sample.pause = pause;
      pause = Pause.NONE;
      sample.time = timestamp;
      sample.step = OpenForecasts.stepMs(data, profile.layout);
      sample.acceptAfterMs = acceptAfter.toMillis();
      sample.unlearned = latest() == 0 ? 0 : timestamp - latest() - sample.step;
      sample.clock = civil;
      sample.halfHour = civil.halfHourOfDay(timestamp);
      sample.errors = errors;
      sample.counter = Counter.counts(data);
      sample.x = sample.counter ? Counter.increase(data, y, steps(timestamp)) : y;
      sample.deviating = OpenAnomaly.isOpen(data);
      sample.settling = OpenAnomaly.isSettling(data);
      Counter.next(data, y);
    }

    /** Makes the voices start as those of a new series. */
    private void forget() {
      Arrays.fill(data, Layout.ANOMALY, profile.layout.forecasts, (byte) 0);
      Arrays.fill(data, profile.layout.later, profile.layout.size, (byte) 0);
    }

    /**
     * The score of an observation that begins no anomaly and is in none, below 1: what is new adds
     * to evidence that does not suffice alone. At the border of both together it is that of what is
     * usual. What is accepted as normal is usual, however new.
     */
    private double calm(double momentary) {
      boolean accepted = sample.accepted != Voice.NONE;
      double evidence = sample.n > OpenAnomaly.MIN_VALUES && !accepted ? momentary : 0;
      double sum = sample.novelty + Math.max(0, evidence - WEAK) / (1 - WEAK);
      return sum <= 1 || accepted
          ? Deviation.USUAL * Math.min(1, sum)
          : 1 - (1 - Deviation.USUAL) / sum;
    }

    /** The evidence at which a score is 1, in decades. */
    private double border() {
      double step = OpenForecasts.stepMs(data, profile.layout);
      double border = MARGIN - StrictMath.log10(falseAlerts.perValue(step));
      return Math.min(Math.max(border, LEAST_BORDER), MOST_BORDER);
    }

    /**
     * Adds a forecast, to be judged later, and returns it with calibrated intervals; those of a
     * warm-up forecast are not changed.
     */
    public Forecast expect(Forecast forecast) {
      changed = true;
      data = profile.layout.withHorizon(data, forecast.horizon());
      sample.data = data;
      Forecast calibrated = calibrated(forecast);
      OpenForecasts.add(data, profile.layout, calibrated, !forecast.warmup());
      return calibrated;
    }

    /** Forgets what was learned from the errors of a model that another one has replaced. */
    public void forgetModel() {
      Calibration.clear(data, profile.layout.horizon(data));
      profile.voices.forgetModel(data, profile.layout);
    }

    /**
     * Calibrates a forecast as {@link #expect(Forecast)} does.
     *
     * @param learns whether it is judged later
     */
    public Forecast expect(Forecast forecast, boolean learns) {
      return learns ? expect(forecast) : calibrated(forecast);
    }

    private Forecast calibrated(Forecast forecast) {
      return forecast.warmup() ? forecast : Calibration.of(forecast, data, profile.layout);
    }

    /** Returns the new state. This object must not be used afterwards. */
    public DeviationState close() {
      return changed ? DeviationState.of(data) : before;
    }
  }
}
