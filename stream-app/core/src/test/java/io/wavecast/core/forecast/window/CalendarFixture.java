package io.wavecast.core.forecast.window;

import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.calendar.CalendarText;
import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.FalseAlerts;
import io.wavecast.core.forecast.batch.BatchForecaster;
import io.wavecast.core.forecast.batch.FakeForecaster;
import io.wavecast.core.forecast.season.SeasonSettings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Observation;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The steps of one series with a value every hour from 1970 on, and a calendar. */
abstract class CalendarFixture {
  static final long HOUR = 3_600_000;
  static final int KNOWN = 1200;

  final Random random = new Random(5);
  final BatchForecaster model;
  private final SeriesStep step = step(AlertSettings.DEFAULT);
  final List<Event> events = new ArrayList<>();
  SeriesState state = SeriesState.EMPTY;
  Calendar calendar = Calendar.EMPTY;
  int hour;

  CalendarFixture() {
    this(new FakeForecaster("mean"));
  }

  CalendarFixture(Forecaster forecaster) {
    model = new BatchForecaster(Forecasters.of(forecaster), 0.9, 16, Metrics.NONE, () -> 0);
  }

  /** An entry over some hours after those that are known. */
  void entry(int from, int to, String effect) {
    LocalDateTime begin = LocalDateTime.of(1970, 1, 1, 0, 0).plusHours(KNOWN);
    String text =
        "works s start=%s end=%s effect=%s"
            .formatted(begin.plusHours(from), begin.plusHours(to), effect);
    calendar = new Calendar(List.of(CalendarText.read(text, ZoneOffset.UTC)));
  }

  void normal(int hours) {
    for (int i = 0; i < hours; i++) {
      feed(100 + 10 * Math.sin(2 * Math.PI * hour / 24) + random.nextGaussian());
    }
  }

  void outage(int hours) {
    for (int i = 0; i < hours; i++) {
      feed(0);
    }
  }

  void feed(double value) {
    feed(hour++ * HOUR, value);
  }

  void feed(long time, double value) {
    SeriesStep step = step();
    Observation observation = new Observation("s", time, value);
    take(step.accept(state, observation, step.classify(state, observation), FakeForecaster.SHAPE));
    if (state.pending() > 0) {
      take(step.complete(state, model.forecast(state.requests("s"))));
    }
  }

  SeriesStep step() {
    return step;
  }

  SeriesStep step(AlertSettings alerts) {
    return new SeriesStep(
        WindowSettings.DEFAULT, alerts, 0.9, SeasonSettings.DEFAULT, () -> calendar, Metrics.NONE);
  }

  /** So few false alerts that only what is clear alerts. */
  static AlertSettings rarely(Duration step) {
    return new AlertSettings(
        List.of(), new FalseAlerts(1, step.multipliedBy(31_623)), step.multipliedBy(250));
  }

  void take(SeriesStep.Outcome outcome) {
    state = outcome.state();
    events.addAll(outcome.events());
  }

  List<Alert> alerts() {
    return events.stream().filter(Alert.class::isInstance).map(Alert.class::cast).toList();
  }

  List<Deviation> deviations(int from, int to) {
    return events.stream()
        .filter(Deviation.class::isInstance)
        .map(Deviation.class::cast)
        .filter(d -> d.timestamp() >= from * HOUR && d.timestamp() < to * HOUR)
        .toList();
  }

  byte[] deviation() {
    ByteBuffer out = ByteBuffer.allocate(1 << 16);
    state.deviation().write(out);
    return Arrays.copyOf(out.array(), out.position());
  }

  byte[] season() {
    ByteBuffer out = ByteBuffer.allocate(1 << 12);
    if (!state.season().isEmpty()) {
      state.season().write(out);
    }
    return Arrays.copyOf(out.array(), out.position());
  }
}
