package io.wavecast.core.forecast.deviation;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.alert.AlertRule;
import io.wavecast.core.forecast.alert.RuleText;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Deviation;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An alert lasts as long as its anomaly; what is learned at its end does not hide the next. */
class OpenAnomalyTest {
  private final Random random = new Random(5);

  @ParameterizedTest
  @EnumSource(Profile.class)
  void an_alert_lasts_as_long_as_the_anomaly_and_its_end_is_no_new_one(Profile profile) {
    Watched w = healthy(profile, AlertRule.DEFAULT, 1500);
    feed(w, 60, 40);
    assertThat(w.isFiring()).isTrue();
    feed(w, 60, 8);
    assertThat(w.isFiring()).isTrue();

    feed(w, 100, 200);

    assertThat(w.begun(0)).hasSize(1);
    assertThat(w.isFiring()).isFalse();
    Alert end = w.alerts.get(w.alerts.size() - 1);
    assertThat(end.since()).isBetween(at(1500 + 48), at(1500 + 48 + 12));
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void the_second_and_third_outage_are_found_like_the_first(Profile profile) {
    Watched w = healthy(profile, AlertRule.DEFAULT, 1500);
    for (int outage = 1; outage <= 3; outage++) {
      feed(w, 60, 30);
      feed(w, 100, 300);
      assertThat(w.begun(0)).hasSize(outage);
    }
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void the_second_and_third_spike_are_found_because_the_first_is_hardly_learned(Profile profile) {
    Watched w = healthy(profile, AlertRule.DEFAULT, 1500);
    for (int spike = 1; spike <= 3; spike++) {
      feed(w, 60, 1);
      feed(w, 100, 300);
      assertThat(w.begun(0)).hasSize(spike);
    }
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void what_comes_a_fourth_time_within_a_short_time_is_how_the_series_is(Profile profile) {
    Watched w = healthy(profile, AlertRule.DEFAULT, 1500);
    for (int spike = 1; spike <= 8; spike++) {
      feed(w, 60, 1);
      feed(w, 100, 150);
    }

    assertThat(w.begun(0)).hasSize(4);
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void what_comes_seldom_is_found_each_time(Profile profile) {
    Watched w = healthy(profile, AlertRule.DEFAULT, 1500);
    for (int spike = 1; spike <= 6; spike++) {
      feed(w, 60, 1);
      feed(w, 100, 2100);
    }

    assertThat(w.begun(0)).hasSize(6);
  }

  @Test
  void nothing_is_learned_while_it_lasts() {
    Watched w = healthy(Profile.FULL, AlertRule.DEFAULT, 1500);
    feed(w, 60, 10);
    byte[] before = w.bytes(Profile.FULL);
    feed(w, 60, 30);
    byte[] after = w.bytes(Profile.FULL);

    for (Feature f : Feature.values()) {
      int tail = Profile.FULL.layout.tail(f);
      if (f != Feature.CROSSINGS && f != Feature.DWELL) {
        assertThat(Tail.record(after, tail)).as("%s", f).isEqualTo(Tail.record(before, tail));
      }
    }
  }

  @Test
  void what_keeps_its_distance_keeps_the_score_and_says_so() {
    Watched w = wandering(AlertRule.DEFAULT);
    float before = w.deviations.get(2999).y();
    float onset = w.feed(before + 5).score();
    assertThat(onset).isGreaterThan(1);

    feed(w, before + 4.8, 40);
    Deviation still = w.feed(before + 4.8);

    assertThat(still.score()).isGreaterThanOrEqualTo(onset);
    assertThat(still.cause().since()).isEqualTo(w.deviations.get(3000).timestamp());
    assertThat(still.expected()).isEqualTo(w.deviations.get(3000).yhat());
    assertThat(still.expected()).isNotEqualTo(still.yhat());
  }

  @Test
  void a_saw_tooth_that_falls_deeper_is_one_alert_of_few_events() {
    Watched w = new Watched(Profile.FULL, AlertRule.DEFAULT, 30_000);
    for (int t = 0; t < 600; t++) {
      w.feed(200 + 4 * random.nextGaussian());
    }
    for (int t = 0; t < 480; t++) {
      w.feed(80 + 6 * (t % 24) + 0.5 * random.nextGaussian());
    }

    assertThat(w.begun(0)).hasSize(1);
    assertThat(w.alerts).hasSize(5);
  }

  @Test
  void a_level_that_the_series_leaves_again_and_again_is_held_no_longer() {
    Watched w = wandering(AlertRule.DEFAULT);
    float before = w.deviations.get(2999).y();
    for (int tooth = 0; tooth < 6; tooth++) {
      feed(w, before + 3, 20);
      feed(w, before, 4);
    }

    assertThat(w.deviations.get(3000 + 10).score()).isGreaterThan(1);
    assertThat(w.deviations.get(3000 + 3 * 24 + 10).score()).isLessThan(1);
  }

  @Test
  void six_of_ten_do_not_alert_on_a_spike_but_on_a_shift() {
    AlertRule rule = RuleText.read("r * min-breaches=6 window=10");
    Watched spike = wandering(rule);
    float before = spike.deviations.get(2999).y();
    spike.feed(before + 5);
    feed(spike, before, 30);
    Watched shift = wandering(rule);
    feed(shift, before + 5, 30);

    assertThat(spike.deviations.get(3000).score()).isGreaterThan(1);
    assertThat(spike.alerts).noneMatch(a -> a.state().isFiring());
    assertThat(shift.alerts).anyMatch(a -> a.state().isFiring());
  }

  @ParameterizedTest
  @ValueSource(strings = {"above", "below"})
  void a_rule_of_one_side_alerts_once_for_its_side_and_never_for_the_other(String side) {
    AlertRule rule = RuleText.read("r * side=" + side);
    int sign = side.equals("above") ? 1 : -1;
    Watched right = wandering(rule);
    float before = right.deviations.get(2999).y();
    feed(right, before + sign * 5, 60);
    feed(right, before, 60);
    Watched wrong = wandering(rule);
    feed(wrong, before - sign * 5, 60);
    feed(wrong, before, 60);

    assertThat(right.begun(0)).hasSize(1);
    assertThat(right.alerts)
        .extracting(Alert::state)
        .containsOnlyOnce(Alert.State.RECOVERING)
        .endsWith(Alert.State.OK);
    assertThat(wrong.begun(0)).isEmpty();
  }

  @Test
  void an_anomaly_whose_score_grows_has_one_peak() {
    Watched w = healthy(Profile.FULL, AlertRule.DEFAULT, 1500);

    for (int i = 0; i < 40; i++) {
      w.feed(100);
    }

    assertThat(w.begun(1500)).containsExactly("flat");
    assertThat(w.deviations.subList(1500, 1540))
        .filteredOn(d -> d.peak() && d.score() > 1)
        .hasSize(1);
  }

  @Test
  void no_series_deviates_in_its_first_hundred_values() {
    Watched w = healthy(Profile.FULL, AlertRule.DEFAULT, 98);
    w.feed(1000);
    w.feed(100);

    assertThat(w.alerts).isEmpty();
    assertThat(w.deviations).allSatisfy(d -> assertThat(d.score()).isLessThanOrEqualTo(1));
  }

  private Watched healthy(Profile profile, AlertRule rule, int n) {
    Watched w = new Watched(profile, rule, Watched.STEP);
    feed(w, 100, n);
    return w;
  }

  /** A series that wanders slowly, far more than the shifts in these tests. */
  private Watched wandering(AlertRule rule) {
    Watched w = new Watched(Profile.FULL, rule, Watched.STEP);
    for (int t = 0; t < 3000; t++) {
      w.feed(10 * Math.sin(t / 191.0) + 0.05 * new Random(t).nextGaussian());
    }
    return w;
  }

  private void feed(Watched w, double level, int n) {
    for (int i = 0; i < n; i++) {
      w.feed(level + 0.05 * random.nextGaussian());
    }
  }

  private static long at(int index) {
    return Watched.START + Watched.STEP * index;
  }
}
