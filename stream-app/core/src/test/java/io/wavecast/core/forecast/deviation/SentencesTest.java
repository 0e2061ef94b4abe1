package io.wavecast.core.forecast.deviation;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.season.UsualHere;
import io.wavecast.core.forecast.season.UsualRange;
import io.wavecast.schemas.forecast.Voice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a sentence says is true. */
class SentencesTest {
  private static final String ANOMALIES = " in the last 2 days except in anomalies";

  private static final double BORDER = 5;

  private final Sample s = new Sample(new byte[Profile.FULL.layout.size], Profile.FULL.layout);

  SentencesTest() {
    s.clear();
    s.n = 1000;
    s.x = 146;
    s.time = 2 * 86_400_000;
    s.errors = Errors.of(s.data, Profile.FULL, s.time, 146, UsualHere.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "FORECAST, no error like this",
    "LEAD_TIMES, no value lay so far from all its forecasts"
  })
  void an_interval_is_given_where_the_value_lies_outside(Voice voice, String what) {
    s.say(voice, 4);
    expect(-542, 100);
    assertThat(said(voice)).isEqualTo("value 146.0, expected -542.0 to 100.0: " + what + ANOMALIES);

    expect(-542, 268);
    assertThat(said(voice)).isEqualTo("value 146.0: " + what + ANOMALIES);
  }

  @ParameterizedTest
  @EnumSource(
      value = Voice.class,
      names = {"VALUE", "FLAT", "GAP", "STATE"})
  void what_was_never_seen_may_have_been_seen_in_anomalies(Voice voice) {
    assertThat(said(voice)).endsWith(ANOMALIES);
  }

  @Test
  void what_is_new_may_have_been_forgotten() {
    assertThat(said(Voice.NEW)).isEqualTo("value 146.0: nothing like it in the last 2 days");

    s.n = 5000;
    assertThat(said(Voice.NEW)).isEqualTo("value 146.0: nothing like it in the last 2000 values");
  }

  @Test
  void what_is_missing_at_a_time_of_day_is_named() {
    s.missing = 85.5;
    s.isMissingByClock = true;
    s.isHighMissing = true;
    assertThat(said(Voice.TIME_OF_DAY))
        .isEqualTo("value 146.0: at this time of day it usually rises to 85.5, and did not");

    s.isHighMissing = false;
    assertThat(said(Voice.TIME_OF_DAY))
        .isEqualTo("value 146.0: at this time of day it usually falls to 85.5, and did not");
  }

  @Test
  void what_is_quiet_says_since_when_it_does_not_change_at_all() {
    s.judge(Feature.NOISE, StrictMath.log(0.35));
    assertThat(said(Voice.NOISE)).endsWith(": it changes only 35 % as much as usual");

    s.judge(Feature.FLAT_RUN, 10);
    assertThat(said(Voice.NOISE))
        .endsWith(
            ": it changes only 35 % as much as usual,"
                + " and the last 11 values are the same or nearly so");
    assertThat(saying(Voice.NOISE)).isEqualTo(Saying.QUIET);
  }

  @ParameterizedTest
  @CsvSource({"true, STAYS_LOW, rises", "false, STAYS_HIGH, falls"})
  void what_is_missing_without_a_rhythm_has_no_time_of_day(
      boolean high, Saying saying, String does) {
    s.missing = 85.5;
    s.isHighMissing = high;

    assertThat(said(Voice.TIME_OF_DAY))
        .isEqualTo("value 146.0: it often " + does + " to 85.5, and has not lately");
    assertThat(saying(Voice.TIME_OF_DAY)).isEqualTo(saying);
  }

  @Test
  void a_value_among_rare_ones_says_how_rare_and_for_how_long() {
    assertThat(said(Voice.GAP))
        .isEqualTo("value 146.0, the last 0 values lie where at most 1 in 250 did" + ANOMALIES);
  }

  @Test
  void a_state_says_how_often_it_changed() {
    s.judge(Feature.CROSSINGS, StrictMath.log(0.12));

    assertThat(said(Voice.STATE))
        .startsWith("value 146.0: it changed between high and low at 10 % of the latest values, us")
        .endsWith(ANOMALIES);
  }

  @ParameterizedTest
  @CsvSource({
    "FORECAST, LARGE_ERROR, LARGEST_ERROR",
    "LEAD_TIMES, LARGE_ERRORS, LARGEST_ERRORS",
    "VALUE, LOW, LOWEST",
    "FLAT, FLAT, FLAT",
    "GAP, GAP, GAP",
    "NEW, NEW, NEW"
  })
  void a_sentence_says_which_voice_spoke(Voice voice, Saying quiet, Saying loud) {
    assertThat(Saying.of("score 4.1 above 1.0; " + said(voice))).isEqualTo(quiet);

    s.say(voice, 4);
    assertThat(Saying.of("score 4.1 above 1.0; " + said(voice))).isEqualTo(loud);
  }

  @Test
  void a_sentence_says_on_which_side_and_which_way() {
    s.missing = 85.5;
    s.isMissingByClock = true;
    assertThat(saying(Voice.VALUE)).isEqualTo(Saying.LOW);
    assertThat(saying(Voice.TIME_OF_DAY)).isEqualTo(Saying.NO_FALL);
    assertThat(saying(Voice.STATE)).isEqualTo(Saying.RESTLESS);

    learn(Feature.VALUE_HIGH, 100);
    s.judge(Feature.VALUE_HIGH, 146);
    s.isHighMissing = true;
    s.judge(Feature.NOISE, StrictMath.log(3));
    s.judge(Feature.DWELL, 12);
    assertThat(saying(Voice.VALUE)).isEqualTo(Saying.HIGH);
    s.say(Voice.VALUE, 4);
    assertThat(saying(Voice.VALUE)).isEqualTo(Saying.HIGHEST);
    assertThat(saying(Voice.TIME_OF_DAY)).isEqualTo(Saying.NO_RISE);
    assertThat(saying(Voice.NOISE)).isEqualTo(Saying.NOISY);
    assertThat(saying(Voice.STATE)).isEqualTo(Saying.LONG_HIGH);

    s.x = 10;
    s.judge(Feature.NOISE, StrictMath.log(0.1));
    assertThat(saying(Voice.NOISE)).isEqualTo(Saying.QUIET);
    assertThat(saying(Voice.STATE)).isEqualTo(Saying.LONG_LOW);
    s.say(Voice.FLAT, 6);
    OpenAnomaly.update(s, Profile.FULL, 2);
    assertThat(Saying.of(Sentences.remains(s, 146, BORDER))).isEqualTo(Saying.REMAINS);
    learn(Feature.WEEK_ABOVE, 1);
    s.usualRange = new UsualRange(1, 2, 1, true);
    assertThat(saying(Voice.TIME_OF_DAY)).isEqualTo(Saying.WEEK);
  }

  @ParameterizedTest
  @CsvSource({"FORECAST, level", "GAP, level", "FLAT, flat line", "NOISE, noise"})
  void what_lasts_for_long_enough_is_accepted_as_what_it_is(Voice voice, String what) {
    s.accepted = voice;
    s.acceptedAfter = 251;

    assertThat(Sentences.accepted(s))
        .isEqualTo("value 146.0: this %s is accepted as normal after 251 values", what);
    assertThat(Saying.of(Sentences.accepted(s))).isEqualTo(Saying.ACCEPTED);
  }

  @Test
  void a_series_that_begins_anew_says_after_which_pause() {
    String said = Sentences.newSeries(new Pause(7_200_000, 119, 0));

    assertThat(said).isEqualTo("the series is taken for a new one after a pause of 2 hours");
    assertThat(Saying.of(said)).isEqualTo(Saying.NEW_SERIES);
  }

  @ParameterizedTest
  @CsvSource({
    "FORECAST, CHANGED",
    "VALUE, CHANGED",
    "NEW, CHANGED",
    "GAP, GAP",
    "TIME_OF_DAY, STAYS_HIGH"
  })
  void a_change_of_a_constant_is_called_so_where_it_changed_and_not_its_time(
      Voice voice, Saying saying) {
    s.previous = 145;
    s.constantFor = 70;
    s.missing = 85.5;

    assertThat(saying(voice)).isEqualTo(saying);
    if (saying == Saying.CHANGED) {
      assertThat(said(voice)).startsWith("value 146.0: it was constant at 145.0 for 70 values");
    }
  }

  @Test
  void others_that_would_suffice_alone_are_named_the_loudest_first() {
    s.say(Voice.FORECAST, 7);
    s.say(Voice.NOISE, 5.1);
    s.say(Voice.FLAT, 6);
    s.say(Voice.GAP, 5);
    s.judge(Feature.NOISE, StrictMath.log(3));
    OpenAnomaly.update(s, Profile.FULL, 2);

    assertThat(said(Voice.FORECAST)).endsWith(ANOMALIES + "; also flat line, noise");
    assertThat(Sentences.remains(s, 9, BORDER))
        .isEqualTo("value 146.0, still far from the expected 9.0; also flat line, noise");
  }

  @ParameterizedTest
  @CsvSource({
    "FORECAST, 8, 7, ''",
    "LEAD_TIMES, 7, 8, ''",
    "VALUE, 8, 7, ; also forecast error",
    "VALUE, 7, 8, ; also errors of all forecasts"
  })
  void one_event_that_two_voices_hear_is_named_once(
      Voice voice, double one, double all, String also) {
    s.say(Voice.FORECAST, one);
    s.say(Voice.LEAD_TIMES, all);

    assertThat(said(voice)).endsWith(ANOMALIES + also);

    s.judge(Feature.NOISE, StrictMath.log(0.1));
    s.say(Voice.NOISE, 9);
    assertThat(said(Voice.FLAT)).doesNotContain("noise");
  }

  @Test
  void what_passes_the_border_only_with_others_names_as_few_as_do() {
    s.say(Voice.FORECAST, 4.8);
    s.say(Voice.LEAD_TIMES, 3.5);
    s.say(Voice.GAP, 4);
    s.say(Voice.FLAT, 3);
    s.say(Voice.STATE, 2.9);

    assertThat(Sentences.of(s, Voice.FORECAST, BORDER, true))
        .endsWith(ANOMALIES + "; an anomaly only together with rare values");
    assertThat(Sentences.of(s, Voice.FORECAST, 5.65, true))
        .endsWith(ANOMALIES + "; an anomaly only together with rare values, flat line");
    assertThat(Sentences.of(s, Voice.FORECAST, BORDER, false)).endsWith(ANOMALIES);
    assertThat(Sentences.of(s, Voice.FORECAST, 4.7, true)).endsWith(ANOMALIES);
  }

  @ParameterizedTest
  @CsvSource({
    "FORECAST, no error like this, few errors like this",
    "LEAD_TIMES, no value lay so far from all its forecasts,"
        + " few values lay so far from all their forecasts",
    "VALUE, none as low, few as low"
  })
  void nothing_like_it_is_claimed_only_of_what_is_rarer_than_any_value(
      Voice voice, String none, String few) {
    s.say(voice, 3.01);
    assertThat(said(voice)).startsWith("value 146.0: " + none + ANOMALIES);

    s.n = 10_000;
    assertThat(said(voice)).startsWith("value 146.0: " + few + ANOMALIES);
  }

  @ParameterizedTest
  @EnumSource(
      value = Voice.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NONE", "NEW"}) // which gives no evidence
  void every_voice_has_a_name_beside_another_one(Voice voice) {
    s.say(voice, 6);

    assertThat(said(Voice.NEW)).containsPattern("; also [a-z]");
  }

  private String said(Voice voice) {
    return Sentences.of(s, voice, BORDER, false);
  }

  private Saying saying(Voice voice) {
    return Saying.of(said(voice));
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
