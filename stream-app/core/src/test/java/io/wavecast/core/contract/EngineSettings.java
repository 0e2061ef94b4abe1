package io.wavecast.core.contract;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.RuleText;
import io.wavecast.core.forecast.batch.BatchForecaster;
import io.wavecast.core.forecast.batch.FakeForecaster;
import io.wavecast.core.forecast.deviation.DeviationSettings;
import io.wavecast.core.forecast.window.SeriesStep;
import io.wavecast.core.forecast.window.WindowSettings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.forecast.ObservationFormat;
import java.util.List;

/**
 * How an engine under test is set up. Its model is the mean of the window.
 *
 * @param format where the fields of an observation stand
 * @param lateToDeadLetters whether late observations are set aside, not dropped
 * @param maxBatch most observations that may wait
 * @param alertRules when series alert, each as {@link RuleText} reads it
 */
public record EngineSettings(
    ObservationFormat format, boolean lateToDeadLetters, int maxBatch, List<String> alertRules) {
  public static final double LEVEL = 0.9;

  public static final EngineSettings DEFAULT =
      new EngineSettings(ObservationFormat.DEFAULT, false, 16);

  /** With the default rule of alerts. */
  public EngineSettings(ObservationFormat format, boolean lateToDeadLetters, int maxBatch) {
    this(format, lateToDeadLetters, maxBatch, List.of());
  }

  public SeriesStep step() {
    return new SeriesStep(
        WindowSettings.DEFAULT,
        DeviationSettings.DEFAULT,
        new AlertSettings(alertRules.stream().map(RuleText::read).toList()),
        LEVEL,
        Metrics.NONE);
  }

  public BatchForecaster batches() {
    return new BatchForecaster(
        Forecasters.of(new FakeForecaster("mean")), LEVEL, maxBatch, Metrics.NONE, () -> 0);
  }
}
