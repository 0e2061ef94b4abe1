package io.wavecast.core.contract;

import io.wavecast.core.alert.AlertSettings;
import io.wavecast.core.alert.RuleText;
import io.wavecast.core.batch.BatchForecaster;
import io.wavecast.core.batch.FakeForecaster;
import io.wavecast.core.deviation.DeviationSettings;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.window.SeriesStep;
import io.wavecast.core.window.WindowSettings;
import io.wavecast.schemas.json.ObservationFormat;
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
