package io.wavecast.core.forecast.deviation;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.alert.AlertRule;
import io.wavecast.core.forecast.alert.RuleText;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Direction;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** On which side of what was expected the cause of an observation lies. */
class CausesTest {
  private static final int DAY = 288;

  private final Random random = new Random(11);

  @ParameterizedTest
  @CsvSource({"both, 1", "above, 0", "below, 0"})
  void a_flat_line_is_on_no_side(String side, int alerts) {
    Watched w = healthy(Profile.FULL, "side=" + side);
    for (int i = 0; i < 16; i++) {
      w.feed(50.3);
    }

    assertThat(w.begun(0)).hasSize(alerts);
    assertThat(w.alerts).extracting(a -> a.cause().direction()).allMatch(Direction.NONE::equals);
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void an_outage_that_is_a_flat_line_stays_below(Profile profile) {
    Watched w = healthy(profile, "side=below");
    for (int i = 0; i < 60; i++) {
      w.feed(0);
    }

    assertThat(w.alerts).hasSize(1);
    assertThat(w.alerts.get(0).cause().direction()).isEqualTo(Direction.BELOW);
    Deviation last = w.deviations.get(w.deviations.size() - 1);
    assertThat(last.cause().direction()).isEqualTo(Direction.BELOW);
  }

  @ParameterizedTest
  @CsvSource({"side=below min-absolute=30, 1", "side=above, 0"})
  void a_job_that_does_not_run_is_below_what_it_usually_reaches(String settings, int alerts) {
    Watched w = watched(settings);
    for (int t = 0; t < 15 * DAY; t++) {
      boolean job = t % DAY >= 36 && t % DAY < 48 && t < 14 * DAY;
      w.feed((job ? 80 : 20) + 2 * random.nextGaussian());
    }

    assertThat(w.begun(5 * DAY)).hasSize(alerts);
    assertThat(w.deviations)
        .filteredOn(d -> d.score() > 1 && d.cause().signal().equals("missing"))
        .isNotEmpty()
        .allSatisfy(d -> assertThat(d.expected()).isBetween(75f, 95f));
  }

  @ParameterizedTest
  @CsvSource({"90, 85, 85", "90, 95, 50", "10, 15, 15", "10, 5, 50"})
  void a_high_value_lies_above_what_was_expected_and_a_low_one_below(
      double value, double forecast, double expected) {
    Sample s = sample(value);
    s.mean = 50;
    for (Feature side : List.of(Feature.VALUE_HIGH, Feature.VALUE_LOW)) {
      double sign = side == Feature.VALUE_HIGH ? 1 : -1;
      for (int i = 0; i < 20; i++) {
        Tail.learn(s.data, s.layout.tail(side), 1, (float) (sign * 50 + i % 5));
      }
      s.judge(side, sign * value);
    }

    assertThat(Causes.expected(s, Voice.VALUE, forecast)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"55, GAP", "95, VALUE", "5, VALUE"})
  void a_gap_beyond_almost_all_values_is_one_of_the_value(double value, Voice voice) {
    Sample s = sample(value);
    int at = s.layout.voices + Voices.HISTOGRAM;
    Histogram.start(s.data, at, 0, 100);
    Histogram.add(s.data, at, 20, 500);
    Histogram.add(s.data, at, 80, 500);
    Histogram.add(s.data, at, value, 1);

    assertThat(Causes.named(s, Voice.GAP)).isEqualTo(voice);
    assertThat(Causes.named(s, Voice.NOISE)).isEqualTo(Voice.NOISE);
  }

  private static Sample sample(double value) {
    Sample s = new Sample(new byte[Profile.FULL.layout.size], Profile.FULL.layout);
    s.clear();
    s.x = value;
    return s;
  }

  private static Watched watched(String settings) {
    return new Watched(Profile.FULL, RuleText.read("r * " + settings), 300_000);
  }

  private Watched healthy(Profile profile, String settings) {
    AlertRule rule = RuleText.read("r * " + settings);
    Watched w = new Watched(profile, rule, Watched.STEP);
    for (int t = 0; t < 1500; t++) {
      w.feed(50 + random.nextGaussian());
    }
    return w;
  }
}
