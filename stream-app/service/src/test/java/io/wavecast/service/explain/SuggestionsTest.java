package io.wavecast.service.explain;

import static io.wavecast.service.explain.ExplainFixture.MINUTE;
import static io.wavecast.service.explain.ExplainFixture.feed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.RuleText;
import io.wavecast.service.explain.Suggestions.Choice;
import io.wavecast.service.explain.Suggestions.Fate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
  private static final AlertSettings USUAL = AlertSettings.DEFAULT;

  @Test
  void the_rule_that_keeps_most_alerts_soonest_is_chosen_and_says_what_goes_away() {
    Comparison comparison = day();

    Choice choice = Suggestions.choose(comparison, 2, List.of()).orElseThrow();

    assertThat(choice.isQuietEnough()).isTrue();
    assertThat(choice.rules().alerts()).isEqualTo(2);
    assertThat(choice.rules().candidate().text())
        .isEqualTo("suggested a* warning=1.25 critical=2.5");
    assertThat(choice.fates())
        .extracting(fate -> fate.alert().begin() / MINUTE, Fate::delayMs)
        .containsExactly(tuple(10L, -1L), tuple(100L, 0L), tuple(200L, 0L));
  }

  @Test
  void what_must_be_kept_excludes_rules_that_do_not_raise_it() {
    Choice choice = Suggestions.choose(day(), 2, List.of(10 * MINUTE, 202 * MINUTE)).orElseThrow();

    assertThat(choice.isQuietEnough()).as("no quieter rule raises the first").isFalse();
    assertThat(choice.rules().alerts()).isEqualTo(3);
    assertThat(Suggestions.choose(day(), 2, List.of(700 * MINUTE))).isEmpty();
  }

  @Test
  void rules_that_are_quiet_enough_stay() {
    Choice choice = Suggestions.choose(day(), 3, List.of()).orElseThrow();

    assertThat(choice.rules().candidate().name()).isEqualTo(Candidate.IN_FORCE);
    assertThat(choice.isQuietEnough()).isTrue();
  }

  @Test
  void what_the_rule_in_force_says_otherwise_is_kept() {
    String line = "web a* side=above warning=1.1 min-breaches=2 window=4 stale-after=5m";
    List<Candidate> candidates =
        Suggestions.candidates(
            "a*", new AlertSettings(List.of(RuleText.read(line))), Optional.of(line));

    assertThat(candidates).hasSize(25);
    assertThat(candidates.get(1).text()).isEqualTo("suggested a* side=above stale-after=5m");
    assertThat(candidates.get(24).text())
        .isEqualTo(
            "suggested a* warning=5.0 critical=10.0 min-breaches=5 window=8 side=above"
                + " stale-after=5m");
  }

  @Test
  void where_scores_do_not_count_only_breaches_are_tried() {
    String line = "web a* outside=1+5 score=off";
    List<Candidate> candidates =
        Suggestions.candidates(
            "a*", new AlertSettings(List.of(RuleText.read(line))), Optional.of(line));

    assertThat(candidates)
        .extracting(Candidate::text)
        .containsExactly(
            "rules web",
            "suggested a* outside=1+5 score=off",
            "suggested a* min-breaches=2 window=3 outside=1+5 score=off",
            "suggested a* min-breaches=3 window=5 outside=1+5 score=off",
            "suggested a* min-breaches=5 window=8 outside=1+5 score=off");
  }

  /** A weak spike, a strong spike and a fault that lasts, in a day. */
  private static Comparison day() {
    Explanation explained =
        new Explanation(
            Suggestions.candidates("a*", USUAL, Optional.empty()), null, Calendar.EMPTY, false);
    double[] scores = new double[1441];
    scores[10] = 1.1;
    scores[100] = 4;
    for (int i = 200; i < 220; i++) {
      scores[i] = 1.4;
    }
    feed(explained, "a", 0, scores);
    return explained.comparison();
  }
}
