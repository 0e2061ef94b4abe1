package io.wavecast.core.forecast.deviation;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.season.UsualRange;
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

  @ParameterizedTest
  @EnumSource(
      value = Voice.class,
      names = {"FORECAST", "LEAD_TIMES", "FLAT", "GAP", "NEW"})
  void a_sentence_says_which_voice_spoke(Voice voice) {
    assertThat(Saying.of("score 4.1 above 1.0; " + Sentences.of(s, voice)))
        .isEqualTo(Saying.valueOf(voice.name()));
  }

  @Test
  void a_sentence_says_on_which_side_and_which_way() {
    s.missing = 85.5;
    assertThat(saying(Voice.VALUE)).isEqualTo(Saying.LOWEST);
    assertThat(saying(Voice.TIME_OF_DAY)).isEqualTo(Saying.NO_FALL);
    assertThat(saying(Voice.STATE)).isEqualTo(Saying.RESTLESS);

    learn(Feature.VALUE_HIGH, 100);
    s.judge(Feature.VALUE_HIGH, 146);
    s.isHighMissing = true;
    s.judge(Feature.NOISE, StrictMath.log(3));
    s.judge(Feature.DWELL, 12);
    assertThat(saying(Voice.VALUE)).isEqualTo(Saying.HIGHEST);
    assertThat(saying(Voice.TIME_OF_DAY)).isEqualTo(Saying.NO_RISE);
    assertThat(saying(Voice.NOISE)).isEqualTo(Saying.NOISY);
    assertThat(saying(Voice.STATE)).isEqualTo(Saying.LONG_HIGH);

    s.x = 10;
    s.judge(Feature.NOISE, StrictMath.log(0.1));
    assertThat(saying(Voice.NOISE)).isEqualTo(Saying.QUIET);
    assertThat(saying(Voice.STATE)).isEqualTo(Saying.LONG_LOW);
    assertThat(Saying.of(Sentences.remains(s, 146))).isEqualTo(Saying.REMAINS);
    learn(Feature.WEEK_ABOVE, 1);
    s.usualRange = new UsualRange(1, 2, 1, true);
    assertThat(saying(Voice.TIME_OF_DAY)).isEqualTo(Saying.WEEK);
  }

  @Test
  void what_is_said_first_counts() {
    assertThat(Saying.of("value 1: nothing like it; it began while ': no error like this' muted"))
        .isEqualTo(Saying.NEW);
    assertThat(Saying.of("value 1: no error like this; it began while ': nothing like it' muted"))
        .isEqualTo(Saying.FORECAST);
    assertThat(Saying.of("3 of 5 scores above 1")).isEqualTo(Saying.NOTHING);
  }

  private Saying saying(Voice voice) {
    return Saying.of(Sentences.of(s, voice));
  }

  private void learn(Feature f, double x) {
    for (int i = 0; i < 20 * f.block; i++) {
      s.judge(f, x);
      s.learn(f);
    }
  }

  private void expect(float lower, float upper) {
    s.errors.nearest.lead = 1;
    s.errors.nearest.lower = lower;
    s.errors.nearest.upper = upper;
  }
}
