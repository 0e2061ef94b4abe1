package io.wavecast.core.forecast.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.forecast.RandomWalk;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.batch.FakeForecaster;
import io.wavecast.core.forecast.season.SeasonSettings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Days that are busy from 08:00 to 17:59 or quiet, and forecasts that know nothing of them. */
class TimeOfWeekTest {
  private static final long MONDAY = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();
  private static final Duration HOUR = Duration.ofHours(1);
  private static final IntPredicate WORKDAYS = day -> day % 7 < 5;
  private static final int SATURDAY = 5 * 7 + 5;
  private static final int WEDNESDAY = 6 * 7 + 2;
  private static final int FROM = 8;
  private static final int TO = 18;

  private final List<Alert> begun = new ArrayList<>();
  private final List<Deviation> deviations = new ArrayList<>();

  @Test
  void a_busy_saturday_and_a_quiet_wednesday_are_found() {
    run(56, 15, day -> day == SATURDAY || day != WEDNESDAY && WORKDAYS.test(day));

    begun.removeIf(a -> day(a.since()) < 21); // when all was new
    assertThat(begun).extracting(a -> day(a.since())).containsExactly(SATURDAY, WEDNESDAY);
    assertThat(begun).extracting(a -> hour(a.since())).allMatch(h -> h >= FROM && h < TO);
    Deviation first =
        deviations.stream().filter(d -> d.timestamp() == begun.get(0).since()).findAny().get();
    assertThat(first.cause().signal()).isEqualTo("season");
    assertThat(first.cause().expected()).isBetween(10f, first.y());
  }

  @Test
  void a_new_rhythm_becomes_usual() {
    run(210, 60, day -> day < 49 ? WORKDAYS.test(day) : day % 7 < 6);

    begun.removeIf(a -> day(a.since()) < 14);
    assertThat(begun).extracting(a -> day(a.since())).contains(54).allMatch(day -> day % 7 == 5);
    assertThat(begun).extracting(a -> day(a.since())).allMatch(day -> day < 140);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 10, 15, 60, 120})
  void no_weekend_but_the_first_ones_is_an_anomaly(int minutes) {
    run(35, minutes, WORKDAYS);

    begun.removeIf(a -> day(a.since()) < 21);
    assertThat(begun).extracting(a -> day(a.since()) % 7).doesNotContain(5, 6);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 15})
  void a_dip_at_noon_that_workdays_have_is_missed_although_weekends_are_lower(int minutes) {
    Random random = new Random(minutes);

    runOn(
        21,
        minutes,
        time -> {
          double hour =
              (double) Math.floorMod(time - MONDAY, 24 * HOUR.toMillis()) / HOUR.toMillis();
          boolean hasDip = hour < 10 || hour > 15.5 || day(time) != 17;
          double shape = hasDip ? bell((hour - 10) / 2) + bell((hour - 15.5) / 2.2) : 1.02;
          double level = 40 + 900 * shape * (WORKDAYS.test(day(time)) ? 1 : 0.35);
          return level * (1 + 0.03 * random.nextGaussian());
        });

    begun.removeIf(a -> day(a.since()) < 7);
    assertThat(begun).extracting(a -> day(a.since())).containsExactly(17);
  }

  private static double bell(double x) {
    return Math.exp(-x * x);
  }

  private static int day(long time) {
    return (int) Math.floorDiv(time - MONDAY, Duration.ofDays(1).toMillis());
  }

  private static int hour(long time) {
    return (int) Math.floorMod(Math.floorDiv(time - MONDAY, HOUR.toMillis()), 24L);
  }

  private void run(int days, int minutes, IntPredicate isBusy) {
    runOn(
        days,
        minutes,
        time -> {
          boolean busy = hour(time) >= FROM && hour(time) < TO && isBusy.test(day(time));
          double noise = Math.floorMod(time / Duration.ofMinutes(minutes).toMillis() * 7919, 13L);
          return (busy ? 100 : 10) + noise;
        });
  }

  private void runOn(int days, int minutes, LongToDoubleFunction value) {
    SeriesStep step =
        new SeriesStep(
            WindowSettings.DEFAULT,
            AlertSettings.DEFAULT,
            0.9,
            SeasonSettings.DEFAULT,
            Calendar.EMPTY,
            Metrics.NONE);
    SeriesState state = SeriesState.EMPTY;
    long stepMs = Duration.ofMinutes(minutes).toMillis();
    for (long time = MONDAY; day(time) < days; time += stepMs) {
      Observation observation = new Observation("s", time, value.applyAsDouble(time));
      state =
          step.accept(state, observation, step.classify(state, observation), FakeForecaster.SHAPE)
              .state();
      SeriesStep.Outcome outcome =
          step.complete(
              state,
              state.requests("s").stream()
                  .map(
                      r ->
                          new RandomWalk(0.9)
                              .forecast(
                                  "s", r.origin(), r.stepMs(), r.values(), 0, false, false, 10))
                  .toList());
      state = outcome.state();
      outcome.events().forEach(this::add);
    }
  }

  private void add(Event event) {
    if (event instanceof Alert alert && alert.previous() == Alert.State.OK) {
      begun.add(alert);
    } else if (event instanceof Deviation deviation) {
      deviations.add(deviation);
    }
  }
}
