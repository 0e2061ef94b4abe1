package io.wavecast.service.explain;

import static io.wavecast.service.explain.ExplainFixture.MINUTE;
import static io.wavecast.service.explain.ExplainFixture.feed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.RuleText;
import io.wavecast.core.text.NamedSettings;
import io.wavecast.service.explain.Suggestions.Choice;
import io.wavecast.service.explain.Suggestions.Fate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
  private static final AlertSettings USUAL = AlertSettings.DEFAULT;

  @Test
  void the_quietest_rule_that_keeps_what_is_long_or_strong_is_chosen_and_says_what_goes_away() {
    Comparison comparison = day();

    Choice choice = Suggestions.choose(comparison, 2, List.of());

    assertThat(choice.isQuietEnough()).isTrue();
    assertThat(choice.rules().alerts()).isEqualTo(1);
    assertThat(choice.rules().candidate().text()).isEqualTo("quieter a* min-breaches=2 window=3");
    assertThat(choice.fates())
        .extracting(fate -> fate.alert().begin() / MINUTE, Fate::delayMs)
        .containsExactly(tuple(10L, -1L), tuple(100L, -1L), tuple(200L, MINUTE));
  }

  @Test
  void an_alert_that_must_be_kept_excludes_rules_that_do_not_raise_it() {
    List<Finding> keep = Suggestions.at(day(), 10 * MINUTE);

    Choice choice = Suggestions.choose(day(), 2, keep);

    assertThat(keep).extracting(Finding::begin).containsExactly(10 * MINUTE);
    assertThat(choice.isQuietEnough()).as("no quieter rule raises it").isFalse();
    assertThat(choice.rules().alerts()).isEqualTo(3);
  }

  @Test
  void the_begin_of_an_alert_names_it_also_for_a_rule_that_raises_it_later() {
    List<Finding> keep = Suggestions.at(day(), 200 * MINUTE);

    Choice choice = Suggestions.choose(day(), 2, keep);

    assertThat(choice.rules().candidate().text()).isEqualTo("quieter a* min-breaches=2 window=3");
    assertThat(choice.fates().get(2).delayMs()).isEqualTo(MINUTE);
    assertThat(Suggestions.choose(day(), 2, Suggestions.at(day(), 100 * MINUTE)).kept())
        .as("of an alert that this rule does not raise")
        .isGreaterThan(1);
  }

  @Test
  void a_time_means_what_is_open_then_or_begins_within_ten_steps() {
    assertThat(begins(190)).containsExactly(200L);
    assertThat(begins(189)).as("too early").isEmpty();
    assertThat(begins(226)).as("still open").containsExactly(200L);
    assertThat(begins(110)).as("over since, but begun just before").containsExactly(100L);
    assertThat(begins(240)).as("over").isEmpty();
    assertThat(Suggestions.nearest(day(), 300 * MINUTE).orElseThrow().begin())
        .isEqualTo(200 * MINUTE);
  }

  private static List<Long> begins(int minute) {
    return Suggestions.at(day(), minute * MINUTE).stream().map(f -> f.begin() / MINUTE).toList();
  }

  @Test
  void rules_that_are_quiet_enough_stay() {
    Choice choice = Suggestions.choose(day(), 3, List.of());

    assertThat(choice.rules().candidate().name()).isEqualTo(Candidate.IN_FORCE);
    assertThat(choice.isQuietEnough()).isTrue();
  }

  @Test
  void a_rate_that_reads_like_the_wanted_one_is_quiet_enough() {
    Choice choice = Suggestions.choose(day(), 2.996, List.of()); // both read 3.00 a day

    assertThat(choice.rules().alerts()).isEqualTo(3);
    assertThat(choice.isQuietEnough()).isTrue();
    assertThat(Suggestions.choose(day(), 2.99, List.of()).rules().alerts()).isEqualTo(1);
  }

  @Test
  void what_the_rule_in_force_says_otherwise_is_kept() {
    String line = "web a* side=above warning=1.1 min-breaches=2 window=4 stale-after=5m";
    List<Candidate> candidates =
        Suggestions.candidates(
            "a*",
            new AlertSettings(List.of(RuleText.read(line))),
            Optional.of(NamedSettings.split(line)));

    assertThat(candidates).hasSize(25);
    assertThat(candidates.get(1).text()).isEqualTo("quieter a* side=above stale-after=5m");
    assertThat(candidates.get(24).text())
        .isEqualTo(
            "quieter a* warning=5.0 critical=10.0 min-breaches=5 window=8 side=above"
                + " stale-after=5m");
  }

  @Test
  void where_scores_do_not_count_only_breaches_are_tried() {
    String line = "web a* outside=1+5 score=off";
    List<Candidate> candidates =
        Suggestions.candidates(
            "a*",
            new AlertSettings(List.of(RuleText.read(line))),
            Optional.of(NamedSettings.split(line)));

    assertThat(candidates)
        .extracting(Candidate::text)
        .containsExactly(
            "rules web",
            "quieter a* outside=1+5 score=off",
            "quieter a* min-breaches=2 window=3 outside=1+5 score=off",
            "quieter a* min-breaches=3 window=5 outside=1+5 score=off",
            "quieter a* min-breaches=5 window=8 outside=1+5 score=off");
  }

  @Test
  void an_outage_is_not_dropped_to_reach_the_wanted_rate() {
    Comparison comparison = day();

    Choice choice = Suggestions.choose(comparison, 0.5, List.of());

    assertThat(choice.isQuietEnough()).isFalse();
    assertThat(choice.fates())
        .filteredOn(fate -> fate.alert().isSerious())
        .singleElement()
        .satisfies(fate -> assertThat(fate.isKept()).isTrue())
        .extracting(fate -> fate.alert().begin() / MINUTE, fate -> fate.alert().values())
        .containsExactly(200L, 20);
    assertThat(choice.rules().alerts()).isEqualTo(1);
    assertThat(choice.kept()).isEqualTo(1);
    assertThat(Suggestions.all(comparison, 0.5))
        .filteredOn(each -> each.rules().alerts() == 0)
        .as("quieter rules that drop it")
        .isNotEmpty()
        .allMatch(each -> each.keptSerious() == 0);
  }

  @Test
  void where_every_quieter_rule_drops_an_outage_the_rules_in_force_stay() {
    Explanation explained =
        new Explanation(
            Suggestions.candidates("a*", USUAL, Optional.empty()), null, Calendar.EMPTY, 0);
    double[] scores = new double[1441];
    for (int i = 100; i < 180; i += 8) {
      scores[i] = 1.1;
    }
    feed(explained, "a", 0, scores);

    Choice choice = Suggestions.choose(explained.comparison(), 0.5, List.of());

    assertThat(choice.rules().candidate().name()).isEqualTo(Candidate.IN_FORCE);
    assertThat(choice.isQuietEnough()).isFalse();
  }

  /** A weak spike, a strong spike and a fault that lasts, in a day. */
  private static Comparison day() {
    Explanation explained =
        new Explanation(
            Suggestions.candidates("a*", USUAL, Optional.empty()), null, Calendar.EMPTY, 0);
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
