package io.wavecast.core.forecast.deviation;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.forecast.Voice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a sentence says is true. */
class SentencesTest {
  private static final String ANOMALIES = " in the last 2 days except in anomalies";

  private final Sample s = new Sample(new byte[Profile.FULL.layout.size], Profile.FULL.layout);

  SentencesTest() {
    s.clear();
    s.n = 1000;
    s.x = 146;
    s.time = 2 * 86_400_000;
    s.errors = Errors.of(s.data, Profile.FULL, s.time, 146);
  }

  @ParameterizedTest
  @CsvSource({
    "FORECAST, no error like this",
    "LEAD_TIMES, no value lay so far from all its forecasts"
  })
  void an_interval_is_given_where_the_value_lies_outside(Voice voice, String what) {
    expect(-542, 100);
    assertThat(Sentences.of(s, voice))
        .isEqualTo("value 146.0, expected -542.0 to 100.0: " + what + ANOMALIES);

    expect(-542, 268);
    assertThat(Sentences.of(s, voice)).isEqualTo("value 146.0: " + what + ANOMALIES);
  }

  @ParameterizedTest
  @EnumSource(
      value = Voice.class,
      names = {"VALUE", "FLAT", "GAP", "STATE"})
  void what_was_never_seen_may_have_been_seen_in_anomalies(Voice voice) {
    assertThat(Sentences.of(s, voice)).endsWith(ANOMALIES);
  }

  @Test
  void what_is_new_may_have_been_forgotten() {
    assertThat(Sentences.of(s, Voice.NEW))
        .isEqualTo("value 146.0: nothing like it in the last 2 days");

    s.n = 5000;
    assertThat(Sentences.of(s, Voice.NEW))
        .isEqualTo("value 146.0: nothing like it in the last 2000 values");
  }

  @Test
  void what_is_missing_at_a_time_of_day_is_named() {
    s.missing = 85.5;
    s.isHighMissing = true;
    assertThat(Sentences.of(s, Voice.TIME_OF_DAY))
        .isEqualTo("value 146.0: at this time of day it usually rises to 85.5, and did not");

    s.isHighMissing = false;
    assertThat(Sentences.of(s, Voice.TIME_OF_DAY))
        .isEqualTo("value 146.0: at this time of day it usually falls to 85.5, and did not");
  }

  @Test
  void a_value_among_rare_ones_says_how_rare_and_for_how_long() {
    assertThat(Sentences.of(s, Voice.GAP))
        .isEqualTo("value 146.0, the last 0 values lie where at most 1 in 250 did" + ANOMALIES);
  }

  @Test
  void a_state_says_how_often_it_changed() {
    s.judge(Feature.CROSSINGS, StrictMath.log(0.12));

    assertThat(Sentences.of(s, Voice.STATE))
        .startsWith("value 146.0: it changed between high and low at 10 % of the latest values, us")
        .endsWith(ANOMALIES);
  }

  private void expect(float lower, float upper) {
    s.errors.nearest.lead = 1;
    s.errors.nearest.lower = lower;
    s.errors.nearest.upper = upper;
  }
}
