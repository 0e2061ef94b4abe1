package io.wavecast.trainer.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.onnx.file.ShippedModels;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxForecaster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * A disk that fills by day and is cleaned each night, within an hour. The memory of the day knows
 * means of hours, so it expects a level between both for all of that hour.
 */
class LevelByTheClockTest {
  private static final int SERIES = 6;
  private static final int DAYS = 14;
  private static final int STEP = 300;
  private static final int DAY = 24 * 3600 / STEP;
  private static final int CLEANING = 27;

  /** From here on the season is mixed into the forecast. */
  private static final int KNOWN = 4 * DAY;

  /** Within the hour of the cleaning. */
  private static final int FAULT = 10 * DAY + CLEANING - 2;

  /** False alerts that the budget of 1 in 30 days of a series allows. */
  private static final int BUDGET = SERIES * (DAYS - 4) / 30;

  @Test
  void a_level_that_changes_within_an_hour_of_each_day_does_not_alert() {
    assertThat(alertsFrom(KNOWN, false)).isLessThanOrEqualTo(BUDGET);
  }

  @Test
  void a_value_beyond_both_levels_alerts_in_that_hour_too() {
    assertThat(alertsFrom(FAULT, true)).isGreaterThanOrEqualTo(SERIES);
  }

  private static int alertsFrom(int from, boolean fault) {
    ForecastSpec spec =
        PipelineSettings.forecasts(Settings.of(Map.of()), StreamSettings.DEFAULT_MAX_RECORD_BYTES);
    List<Span> alerts = new ArrayList<>();
    try (OnnxForecaster model = OnnxForecaster.open(ShippedModels.read("default"), Device.CPU)) {
      ShippedDetector detector = new ShippedDetector(spec, Forecasters.of(model));
      for (int i = 0; i < SERIES; i++) {
        detector.alerts(disk(i, fault)).stream()
            .filter(span -> span.first() >= from && (!fault || span.first() == FAULT))
            .forEach(alerts::add);
      }
    }
    return alerts.size();
  }

  private static LabelledSeries disk(int number, boolean fault) {
    SplittableRandom random = new SplittableRandom(number);
    float[] values = new float[DAYS * DAY];
    double kept = 40;
    double filled = 0;
    for (int i = 0; i < values.length; i++) {
      filled = i % DAY == CLEANING ? 0 : filled + 0.1 * random.nextDouble();
      kept += 0.003 * random.nextDouble();
      double written = fault && i == FAULT ? 2 * filled : filled;
      values[i] = Math.round(100 * (kept + written)) / 100f;
    }
    return new LabelledSeries("disk", "disk-" + number, STEP, values, List.of(), List.of());
  }
}
