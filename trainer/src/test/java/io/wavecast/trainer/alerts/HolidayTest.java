package io.wavecast.trainer.alerts;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.Topics;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A Thursday on which services have the load of a Sunday, after weeks without a holiday. */
class HolidayTest {
  private static final int SERIES = 20;
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final ZonedDateTime BEGIN = ZonedDateTime.of(2026, 2, 2, 0, 0, 0, 0, ZONE);
  private static final LocalDate FOUNDING_DAY = LocalDate.of(2026, 4, 30);

  /** The hours from the begin to the holiday; clocks are put forward in between. */
  private static final int HOLIDAY =
      (int) BEGIN.until(FOUNDING_DAY.atStartOfDay(ZONE), ChronoUnit.HOURS);

  private static final int LEAD = 5;
  private static final int END = HOLIDAY + 24;

  private static final String LIKE_SUNDAY = "founding-day * start=2026-04-30 effect=like-sunday";

  private static OnnxForecaster model;

  @BeforeAll
  static void open() {
    model = OnnxForecaster.open(ShippedModels.read("default"), Device.CPU);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private record Day(List<Alert> alerts, double error) {
    long alerting() {
      return alerts.stream().map(Alert::series).distinct().count();
    }
  }

  @Test
  void a_holiday_that_counts_as_a_sunday_is_forecast_and_does_not_alert() {
    Day told = run(1, LIKE_SUNDAY);
    Day untold = run(1);

    assertThat(told.error).isLessThan(0.5 * untold.error);
    assertThat(untold.alerting()).isGreaterThan(SERIES / 2);
    assertThat(told.alerting()).isLessThanOrEqualTo(SERIES / 10);
  }

  @Test
  void an_outage_on_a_holiday_is_found_and_told_by_that_day() {
    Day told = run(0, LIKE_SUNDAY);

    assertThat(told.alerting()).isEqualTo(SERIES);
    assertThat(told.alerts)
        .extracting(Alert::reason)
        .anyMatch(reason -> reason.contains("; judged as a Sunday by 'founding-day'"));
  }

  @Test
  void an_entry_that_makes_it_any_other_day_does_not_help() {
    Day wrong = run(1, LIKE_SUNDAY.replace("sunday", "friday"));

    assertThat(wrong.alerting()).isGreaterThan(SERIES / 2);
  }

  /**
   * The alerts that begin on the holiday, and the mean absolute error of its hours' forecasts made
   * five hours before, in shares of the level.
   *
   * @param noon load from noon on, in shares of what is usual on a Sunday
   */
  private static Day run(double noon, String... entries) {
    List<Alert> alerts = new ArrayList<>();
    double[][] values = new double[SERIES][END];
    double[] error = new double[1];
    ForecastPipeline pipeline =
        ForecastPipeline.inMemory(
            spec(entries),
            Forecasters.of(model),
            event -> {
              if (event instanceof Alert alert
                  && hourOf(alert.since()) >= HOLIDAY
                  && alert.state().isFiring()
                  && !alert.previous().isFiring()) {
                alerts.add(alert);
              }
              if (event instanceof Forecast forecast) {
                int next = hourOf(forecast.origin()) + LEAD;
                if (next >= HOLIDAY && next < END) {
                  int series = Integer.parseInt(forecast.series().substring(1));
                  error[0] +=
                      Math.abs(forecast.yhat()[LEAD - 1] - values[series][next])
                          / (24 * 100.0 * SERIES);
                }
              }
            },
            Metrics.NONE);
    Random random = new Random(11);
    for (int hour = 0; hour < END; hour++) {
      for (int series = 0; series < SERIES; series++) {
        values[series][hour] = load(series, hour, noon, random);
      }
    }
    for (int hour = 0; hour < END; hour++) {
      for (int series = 0; series < SERIES; series++) {
        pipeline.process(new Observation("s" + series, timeOf(hour), values[series][hour]));
      }
    }
    pipeline.flush();
    return new Day(alerts, error[0]);
  }

  private static double load(int series, int hour, double noon, Random random) {
    ZonedDateTime at = BEGIN.plusHours(hour);
    boolean rest = hour >= HOLIDAY || at.getDayOfWeek() == DayOfWeek.SUNDAY;
    double day = 1 + 0.3 * Math.cos(2 * Math.PI * (at.getHour() - 14) / 24);
    double week = rest ? 0.3 + 0.02 * series : 1;
    double fault = hour >= HOLIDAY + 12 ? noon : 1;
    return 100 * day * week * fault * (1 + 0.03 * random.nextGaussian());
  }

  private static long timeOf(int hour) {
    return BEGIN.plusHours(hour).toInstant().toEpochMilli();
  }

  private static int hourOf(long time) {
    return (int) ((Instant.ofEpochMilli(time).getEpochSecond() - BEGIN.toEpochSecond()) / 3600);
  }

  private static ForecastSpec spec(String... entries) {
    return new ForecastSpec(
        StreamSettings.of(Topics.withPrefix("")),
        WindowSettings.DEFAULT,
        AlertSettings.DEFAULT,
        0.9,
        new SeasonSettings(SeasonSettings.Mode.AUTO, ZONE),
        LabelPattern.NONE,
        new Calendar(
            List.of(entries).stream().map(line -> CalendarText.read(line, ZONE)).toList()));
  }
}
