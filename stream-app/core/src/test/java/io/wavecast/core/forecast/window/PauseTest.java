package io.wavecast.core.forecast.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.Shape;
import io.wavecast.core.forecast.batch.FakeForecaster;
import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Alert.State;
import io.wavecast.schemas.forecast.Cause;
import org.junit.jupiter.api.Test;

/** Series that pause for longer than interpolation fills, so that their windows restart. */
class PauseTest extends CalendarFixture {
  private static final double TURN = 2 * Math.PI / Waves.PERIOD;
  private static final int SLOW = 160;
  private static final int PAUSE = 40;

  PauseTest() {
    super(new Waves());
  }

  @Test
  void errors_of_the_random_walk_that_follows_do_not_alert() {
    for (int i = 0; i < 5; i++) {
      wave(KNOWN);
      hour += PAUSE + i;
      int after = hour;
      wave(60);
      assertThat(deviations(after, hour))
          .filteredOn(d -> d.score() > 1)
          .extracting(d -> d.cause().signal())
          .doesNotContain("forecast-error", "lead-errors");
    }
  }

  @Test
  void an_error_within_the_range_counts_again_when_the_model_forecasts() {
    wave(KNOWN);
    hour += PAUSE;
    wave(60);

    feed(-Math.signum(Math.sin(TURN * hour)));

    assertThat(alerts()).isNotEmpty();
  }

  @Test
  void a_large_error_of_the_random_walk_counts() {
    slow(KNOWN);
    hour += 2 * SLOW - hour % SLOW;
    int after = hour;
    slow(SLOW / 4);
    assertThat(deviations(after, hour)).allMatch(d -> d.score() < 1);
    events.clear();

    feed(-18);

    assertThat(alerts()).isNotEmpty();
  }

  @Test
  void a_series_that_comes_back_far_beyond_its_range_alerts_at_once() {
    wave(KNOWN);
    hour += PAUSE;

    feed(8);

    assertThat(alerts()).isNotEmpty();
  }

  @Test
  void a_walk_may_be_elsewhere_after_a_pause() {
    int alerting = 0;
    for (int i = 0; i < 20; i++) {
      state = SeriesState.EMPTY;
      walk(0, KNOWN);
      events.clear();
      double moved = Math.sqrt(KNOWN / 2.0) * random.nextGaussian();
      hour += KNOWN / 2;
      walk(latest() + moved, 100);
      alerting += alerts().isEmpty() ? 0 : 1;
    }

    assertThat(alerting).as("2.8 are allowed in 20 times 100 hours").isLessThanOrEqualTo(4);
  }

  @Test
  void after_a_pause_longer_than_all_that_is_known_a_series_is_a_new_one() {
    wave(KNOWN);
    feed(8);
    assertThat(alerts()).extracting(Alert::state).doesNotContain(State.OK);
    events.clear();
    hour += 2 * KNOWN;

    level(30);
    assertThat(alerts()).extracting(Alert::state).containsExactly(State.RECOVERING, State.OK);
    assertThat(alerts().get(0).cause().code()).isEqualTo(Cause.Code.RESTARTED);
    assertThat(alerts().get(0).reason()).startsWith("begins anew after a pause of 100 d");
    level(200);
    events.clear();
    level(200);
    assertThat(alerts()).isEmpty();
    feed(60);
    assertThat(alerts()).isNotEmpty();
  }

  @Test
  void the_first_change_of_a_constant_is_one_after_a_pause_too() {
    constant(5, 1000);
    hour += PAUSE;

    constant(5.1, 3);
    assertThat(alerts()).isEmpty();
    constant(50, 1);

    state = SeriesState.EMPTY;
    constant(5, 1000);
    hour += PAUSE;
    constant(0, 1);
    assertThat(alerts()).isNotEmpty();
  }

  @Test
  void bursts_with_longer_pauses_between_them_make_one_series() {
    for (int i = 0; i < 20; i++) {
      level(60);
      hour += 300;
    }
    int after = hour;
    level(30);
    assertThat(deviations(after, hour)).allMatch(d -> d.score() < 1);
    events.clear();

    feed(200);

    assertThat(alerts()).isNotEmpty();
  }

  @Test
  void a_bad_value_after_a_pause_is_one_anomaly_and_moves_no_level() {
    normal(KNOWN);
    events.clear();
    hour += 30;

    feed(-9999);
    int after = hour;
    normal(300);

    assertThat(alerts().stream().filter(alert -> alert.previous() == State.OK)).hasSize(1);
    assertThat(deviations(after + 12, hour)).noneMatch(d -> d.score() > 1);
  }

  @Test
  void an_outage_that_ends_in_a_pause_is_over() {
    for (int outage = 5; outage <= 20; outage += 5) {
      state = SeriesState.EMPTY;
      events.clear();
      noise(100, KNOWN);
      noise(0, outage);
      hour += PAUSE;
      noise(100, 1);
      events.clear();

      noise(100, 150);
      assertThat(alerts()).as("after %d", outage).extracting(Alert::state).startsWith(State.OK);
    }
  }

  private void constant(double value, int hours) {
    for (int i = 0; i < hours; i++) {
      feed(value);
    }
  }

  private void noise(double level, int hours) {
    for (int i = 0; i < hours; i++) {
      feed(level + random.nextGaussian());
    }
  }

  private void wave(int hours) {
    for (int i = 0; i < hours; i++) {
      feed(Math.sin(TURN * hour) + 0.01 * random.nextGaussian());
    }
  }

  private void slow(int hours) {
    for (int i = 0; i < hours; i++) {
      feed(20 * Math.sin(2 * Math.PI * hour / SLOW) + 0.3 * random.nextGaussian());
    }
  }

  private void level(int hours) {
    for (int i = 0; i < hours; i++) {
      feed(20 + random.nextGaussian());
    }
  }

  private void walk(double from, int hours) {
    double value = from;
    for (int i = 0; i < hours; i++) {
      feed(value);
      value += random.nextGaussian();
    }
  }

  private double latest() {
    float[] values = state.window().values();
    return values[values.length - 1];
  }

  /** Forecasts waves of one period, as the last turn was and at the level of the last value. */
  private static final class Waves implements Forecaster {
    private static final int PERIOD = 40;

    @Override
    public ModelRef model() {
      return new ModelRef("waves", "1");
    }

    @Override
    public Shape shape() {
      return FakeForecaster.SHAPE;
    }

    @Override
    public double[] quantileLevels() {
      return new double[] {0.05, 0.95};
    }

    @Override
    public void forecast(float[] windows, int n, float[] forecasts, float[] quantiles) {
      int horizon = shape().horizon();
      for (int at = 0; at < n * horizon; at++) {
        int end = (at / horizon + 1) * shape().window();
        float moved = windows[end - 1] - windows[end - 1 - PERIOD];
        float answer = windows[end - PERIOD + at % horizon] + moved;
        forecasts[at] = answer;
        quantiles[2 * at] = answer - 0.03f;
        quantiles[2 * at + 1] = answer + 0.03f;
      }
    }
  }
}
