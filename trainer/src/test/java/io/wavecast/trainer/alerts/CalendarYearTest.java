package io.wavecast.trainer.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.config.ModelKeys;
import io.wavecast.config.Settings;
import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.calendar.CalendarText;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.pipeline.ForecastPipeline;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.forecast.season.SeasonSettings;
import io.wavecast.core.forecast.window.WindowSettings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.text.LabelPattern;
import io.wavecast.onnx.file.ShippedModels;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxForecaster;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A year of hourly series with holidays, maintenance each month and both changes of daylight
 * saving; a few series, unless {@code -Dwavecast.calendar.series=100} asks for more.
 */
class CalendarYearTest {
  private static final int SERIES = Integer.getInteger("wavecast.calendar.series", 3);
  private static final long SEED = Long.getLong("wavecast.calendar.seed", 20261126);

  /** Hours in which an alert belongs to a fault. */
  private static final int AFTER = 24;

  @Test
  void windows_are_silent_false_alerts_rare_and_faults_found() {
    List<CalendarYear> years = new ArrayList<>();
    for (int i = 0; i < SERIES; i++) {
      years.add(new CalendarYear("s" + i, SEED + i));
    }
    String settings = Settings.of(Map.of()).get(ModelKeys.MODEL);
    try (OnnxForecaster model = OnnxForecaster.open(ShippedModels.read(settings), Device.CPU)) {
      List<Alert> begun = begun(years, Forecasters.of(model));

      int inside = 0;
      int elsewhere = 0;
      int found = 0;
      int faults = 0;
      for (CalendarYear year : years) {
        List<Integer> hours =
            begun.stream()
                .filter(alert -> alert.series().equals(year.name()))
                .map(alert -> year.hourOf(alert.since()))
                .toList();
        for (int hour : hours) {
          boolean ofFault =
              year.faults().stream()
                  .anyMatch(f -> hour >= f && hour < f + CalendarYear.FAULT + AFTER);
          inside += year.isSpecial(hour) ? 1 : 0;
          elsewhere += !ofFault && !year.isSpecial(hour) ? 1 : 0;
        }
        for (int fault : year.faults()) {
          faults++;
          found += hours.stream().anyMatch(hour -> hour >= fault && hour < fault + 3) ? 1 : 0;
        }
      }
      double per10000 = 10_000.0 * elsewhere / ((double) SERIES * CalendarYear.HOURS);
      String figures =
          "%d series, seed %d: %d alerts in windows, %d elsewhere (%.2f per 10,000 values), %d of %d faults within 3 values"
              .formatted(SERIES, SEED, inside, elsewhere, per10000, found, faults);
      System.out.println(figures);
      assertThat(inside).as(figures).isZero();
      // hourly values: the budget of one false alert in 30 days is 13.9 in 10,000 of them
      assertThat(per10000).as(figures).isLessThanOrEqualTo(2 * 13.9);
      assertThat((double) found / faults).as(figures).isGreaterThanOrEqualTo(0.9);
    }
  }

  /** The first alert of each incident: when people are told. */
  private static List<Alert> begun(List<CalendarYear> years, Forecasters models) {
    List<Alert> begun = new ArrayList<>();
    ForecastSpec spec =
        new ForecastSpec(
            StreamSettings.of(Topics.withPrefix("")),
            WindowSettings.DEFAULT,
            AlertSettings.DEFAULT,
            0.9,
            new SeasonSettings(SeasonSettings.Mode.AUTO, CalendarYear.ZONE),
            LabelPattern.NONE,
            new Calendar(
                CalendarYear.ENTRIES.stream()
                    .map(line -> CalendarText.read(line, CalendarYear.ZONE))
                    .toList()));
    ForecastPipeline pipeline =
        ForecastPipeline.inMemory(
            spec,
            models,
            event -> {
              if (event instanceof Alert alert
                  && alert.state().isFiring()
                  && !alert.previous().isFiring()) {
                begun.add(alert);
              }
            },
            Metrics.NONE);
    for (int hour = 0; hour < CalendarYear.HOURS; hour++) {
      for (CalendarYear year : years) {
        pipeline.process(
            new Observation(year.name(), CalendarYear.timeOf(hour), year.values()[hour]));
      }
    }
    pipeline.flush();
    return begun;
  }
}
