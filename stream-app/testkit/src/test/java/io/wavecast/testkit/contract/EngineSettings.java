package io.wavecast.testkit.contract;

import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.calendar.CalendarText;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.RuleText;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.forecast.season.SeasonSettings;
import io.wavecast.core.forecast.window.WindowSettings;
import io.wavecast.core.stream.LatePolicy;
import io.wavecast.core.text.LabelPattern;
import io.wavecast.schemas.forecast.ObservationFormat;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.testkit.fakes.RoutedForecasters;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * How an engine under test is set up. Its models are {@link RoutedForecasters}.
 *
 * @param format where the fields of an observation stand
 * @param lateToDeadLetters whether late observations are dead-lettered, not discarded
 * @param maxBatch most observations that may wait
 * @param alertRules when series alert, each as {@link RuleText} reads it
 * @param expireAfter silence after which series expire, if they do
 * @param calendar when alerts are muted or nothing is learned, as {@link CalendarText} reads it
 */
public record EngineSettings(
    ObservationFormat format,
    boolean lateToDeadLetters,
    int maxBatch,
    List<String> alertRules,
    Optional<Duration> expireAfter,
    List<String> calendar) {
  public static final double LEVEL = 0.9;

  public static final EngineSettings DEFAULT =
      new EngineSettings(ObservationFormat.DEFAULT, false, 16);

  /**
   * Another rule for each of {@link RandomRecords}' first series, and entries of every effect but
   * like-sunday, which needs weeks: scenario {@code holiday}.
   */
  static final EngineSettings RULED =
      new EngineSettings(
          ObservationFormat.DEFAULT,
          false,
          16,
          List.of(
              "limits s0 limit-above=0.95 limit-below=0.03 recover-after=2 cool-down=20s score=off",
              "outside s1 outside=1 recover-after=2 score=off",
              "few s2 warning=0.2 recovery=0.1 min-breaches=2 window=4 recover-after=2 side=above",
              "both s3 limit-above=0.9 probability=0.3 warning=0.4 recovery=0.3"),
          Optional.empty(),
          List.of(
              "quiet s0 start=1970-01-01T00:02 duration=1m effect=mute",
              "odd s1 start=1970-01-01T00:02 duration=1m effect=do-not-learn",
              "works s2 start=1970-01-01T00:03 duration=30s effect=both",
              "fine s* start=1970-01-01T00:01 duration=3m effect=normal"));

  /** Without a calendar. */
  public EngineSettings(
      ObservationFormat format,
      boolean lateToDeadLetters,
      int maxBatch,
      List<String> alertRules,
      Optional<Duration> expireAfter) {
    this(format, lateToDeadLetters, maxBatch, alertRules, expireAfter, List.of());
  }

  /** With the default rule of alerts. */
  public EngineSettings(ObservationFormat format, boolean lateToDeadLetters, int maxBatch) {
    this(format, lateToDeadLetters, maxBatch, List.of());
  }

  /** Series never expire. */
  public EngineSettings(
      ObservationFormat format, boolean lateToDeadLetters, int maxBatch, List<String> alertRules) {
    this(format, lateToDeadLetters, maxBatch, alertRules, Optional.empty());
  }

  /** The pipeline, with topics below {@code test.}. */
  public ForecastSpec spec() {
    return new ForecastSpec(
        new StreamSettings(
            Topics.withPrefix("test."),
            format,
            lateToDeadLetters ? LatePolicy.DEAD_LETTER : LatePolicy.DROP,
            maxBatch,
            Duration.ofMillis(20),
            StreamSettings.DEFAULT_MAX_RECORD_BYTES),
        expireAfter.map(WindowSettings.DEFAULT::withExpireAfter).orElse(WindowSettings.DEFAULT),
        new AlertSettings(alertRules.stream().map(RuleText::read).toList()),
        LEVEL,
        SeasonSettings.DEFAULT,
        LabelPattern.NONE,
        new Calendar(
            calendar.stream().map(line -> CalendarText.read(line, ZoneOffset.UTC)).toList()));
  }

  /** The mean of the window, and a model that fits no series for some keys. */
  public Forecasters models() {
    return new RoutedForecasters();
  }
}
