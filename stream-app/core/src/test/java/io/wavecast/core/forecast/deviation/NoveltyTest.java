package io.wavecast.core.forecast.deviation;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Deviation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is new but not rare enough for an alert: the score between usual and 1. */
class NoveltyTest {
  private static final int VALUES = 600;

  @ParameterizedTest
  @EnumSource(Profile.class)
  void a_new_value_is_unusual_without_an_alert_and_not_new_again(Profile profile) {
    Watched series = bursts(profile);

    Deviation first = series.feed(55);
    for (int i = 1; i < 120; i++) {
      series.feed(burst(VALUES + i));
    }
    Deviation again = series.feed(55);

    assertThat((double) first.score()).isGreaterThan(Deviation.USUAL).isLessThan(1);
    assertThat(first.peak()).isTrue();
    assertThat(first.cause().signal()).isEqualTo("new");
    assertThat((double) again.score()).isLessThan(0.5 * Deviation.USUAL);
    assertThat(series.begun(100)).isEmpty();
  }

  @Test
  void a_risen_floor_is_new_though_each_value_is_usual() {
    assertThat(ofRisenFloor(new Novelty(256, 128))).isGreaterThan(1);
    assertThat(ofRisenFloor(new Novelty(256, 0))).isZero();
  }

  /** The largest novelty of twelve values around 100. */
  private static double ofRisenFloor(Novelty novelty) {
    Sample s = new Sample(new byte[novelty.size()], Profile.FULL.layout);
    double largest = 0;
    for (s.n = 1; s.n <= VALUES + 12; s.n++) {
      s.x = s.n <= 10 ? 0 : s.n <= VALUES ? burst(s.n) : 100 + s.n % 2;
      if (s.n > 1) {
        novelty.listen(s, 0);
      }
      largest = s.n > VALUES ? Math.max(largest, s.novelty) : 0;
    }
    return largest;
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void the_score_of_a_usual_value_is_small(Profile profile) {
    Watched series = bursts(profile);

    assertThat(series.deviations.subList(300, VALUES))
        .allMatch(d -> d.score() < 0.5 && d.cause().code() == Cause.Code.NONE);
  }

  /** Around 0, and every fourth value around 100. */
  private static Watched bursts(Profile profile) {
    Watched series = new Watched(profile);
    for (int i = 0; i < VALUES; i++) {
      series.feed(burst(i));
    }
    return series;
  }

  private static double burst(int i) {
    return (i * 7919L % 13 % 4 == 0 ? 100 : 0) + i * 31L % 17 / 4.0;
  }
}
