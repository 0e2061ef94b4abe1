package io.wavecast.core.forecast.deviation;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.alert.AlertRule;
import io.wavecast.schemas.forecast.Alert;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** When an anomaly ends: by a return, by what is usual at the time, or because it is accepted. */
class LastingTest {
  private final Random random = new Random(5);

  @Test
  void a_level_that_stays_is_usual_after_250_values() {
    Watched w = healthy(Profile.FULL, AlertRule.DEFAULT, 1500);

    feed(w, 60, 400);

    assertThat(w.begun(0)).hasSize(1);
    assertThat(w.isFiring()).isFalse();
    assertThat(w.deviations.get(1600).score()).isGreaterThan(1);
    assertThat(w.deviations.get(1850).score()).isLessThan(1);
    Alert recovers = w.alerts.get(w.alerts.size() - 2);
    assertThat(recovers.state()).isEqualTo(Alert.State.RECOVERING);
    assertThat(recovers.reason())
        .matches(
            "score below 0.001; value [\\d.]+: this level is accepted as normal after 251 values");
  }

  @Test
  void a_flat_line_that_is_accepted_is_said_once() {
    Watched w = healthy(Profile.FULL, AlertRule.DEFAULT, 8000);
    double stuck = w.deviations.get(7999).y();
    for (int t = 0; t < 4000; t++) {
      w.feed(stuck);
    }
    assertThat(w.begun(0)).containsExactly("FLAT");

    feed(w, 100, 700);
    assertThat(w.begun(12_100)).isEmpty();
    assertThat(w.isFiring()).isFalse();
  }

  @Test
  void a_level_that_is_usual_now_is_no_long_stay_in_a_state() {
    Watched w = new Watched(Profile.FULL);
    for (int t = 0; t < 2000; t++) {
      w.feed(300 + 10 * random.nextGaussian());
    }
    for (int t = 0; t < 1500; t++) {
      w.feed(450 + 10 * random.nextGaussian());
    }

    assertThat(w.begun(2000)).hasSize(1);
    assertThat(w.isFiring()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void a_return_to_common_values_from_rare_ones_is_over_soon(Profile profile) {
    Watched w = healthy(profile, AlertRule.DEFAULT, 4000);
    feed(w, 60, 300); // given up after 250 values
    assertThat(w.isFiring()).isFalse();

    feed(w, 100, 1);
    assertThat(w.isFiring()).isTrue();
    feed(w, 100, 20);
    assertThat(w.isFiring()).isFalse();

    feed(w, 100, 100);
    feed(w, 20, 1);
    assertThat(w.begun(4000)).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"60, 250", "300, 316", "600, 250", "3600, 250"})
  void a_level_is_accepted_after_the_time_that_is_set(int seconds, int values) {
    Watched w = new Watched(Profile.FULL, AlertRule.DEFAULT, 1000L * seconds);
    feed(w, 100, 4000);
    feed(w, 60, 400);

    assertThat(w.deviations)
        .filteredOn(d -> d.cause().reason().contains(" is accepted as normal after "))
        .singleElement()
        .isSameAs(w.deviations.get(4000 + values + 1));
  }

  @Test
  void a_level_is_accepted_with_an_event_although_its_last_value_is_new() {
    Watched w = healthy(Profile.FULL, AlertRule.DEFAULT, 1500);
    for (int t = 0; t < 300; t++) {
      w.feed(60 - Math.pow(1.05, t)); // each step as new as the one before
    }

    assertThat(w.alerts)
        .filteredOn(a -> a.state() == Alert.State.RECOVERING)
        .extracting(Alert::reason)
        .anyMatch(reason -> reason.contains(" is accepted as normal after "));
  }

  @Test
  void what_is_usual_at_the_time_of_day_ends_an_anomaly_however_far_from_its_begin() {
    Watched w = new Watched(Profile.FULL, AlertRule.DEFAULT, 300_000);
    int day = 288;
    int evening = 8 * day + 216;
    for (int t = 0; t < evening + 24; t++) {
      boolean atWork = t % day >= 96 && t % day < 216;
      double level = t == evening - 1 ? -40 : atWork ? 80 : 20;
      w.feed(level + random.nextGaussian());
    }

    assertThat(w.begun(evening - 1)).hasSize(1);
    assertThat(w.isFiring()).isFalse();
  }

  private Watched healthy(Profile profile, AlertRule rule, int n) {
    Watched w = new Watched(profile, rule, Watched.STEP);
    feed(w, 100, n);
    return w;
  }

  private void feed(Watched w, double level, int n) {
    for (int i = 0; i < n; i++) {
      w.feed(level + 0.05 * random.nextGaussian());
    }
  }
}
