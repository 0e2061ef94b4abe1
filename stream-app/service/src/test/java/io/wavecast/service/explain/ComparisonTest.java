package io.wavecast.service.explain;

import static io.wavecast.service.explain.ExplainFixture.MINUTE;
import static io.wavecast.service.explain.ExplainFixture.explanation;
import static io.wavecast.service.explain.ExplainFixture.feed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.schemas.forecast.Alert.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final int DAY = 1440;
  private static final String SLOW = "slow * min-breaches=2 window=2 recover-after=2";

  @Test
  void rules_stand_side_by_side_with_what_each_of_them_found() {
    Explanation explained = explanation(SLOW);
    feed(explained, "a", 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0); // both; ends after 8 or 2 values
    feed(explained, "a", 12, 1.5); // in force only, soon after
    feed(explained, "a", 13, new double[DAY - 12]);
    feed(explained, "b", 0, new double[DAY]);

    Comparison comparison = explained.comparison();

    assertThat(comparison.series()).isEqualTo(2);
    assertThat(comparison.values()).isEqualTo(13 + DAY - 12 + DAY);
    assertThat(comparison.days()).isEqualTo(1);
    Comparison.Row inForce = comparison.rows().get(0);
    Comparison.Row slow = comparison.rows().get(1);
    assertThat(inForce.alerts()).isEqualTo(2);
    assertThat(inForce.perDay()).isEqualTo(2);
    assertThat(inForce.again()).isEqualTo(1);
    assertThat(inForce.found()).isEqualTo(2);
    assertThat(inForce.longestMs()).isEqualTo(9 * MINUTE);
    assertThat(inForce.causes()).isEqualTo(Map.of("forecast error", 2L));
    assertThat(slow.alerts()).isEqualTo(1);
    assertThat(slow.again()).isZero();
    assertThat(slow.found()).isEqualTo(1);
    assertThat(comparison.episodes()).hasSize(2);
    assertThat(comparison.foundBy(comparison.episodes().get(0)))
        .containsExactly("in force", "slow");
    assertThat(comparison.foundBy(comparison.episodes().get(1))).containsExactly("in force");
    assertThat(comparison.table().lines())
        .anyMatch(line -> line.matches("in force +2 +2.00 a day +1 +2/2 +forecast error 2"))
        .anyMatch(line -> line.matches("slow +1 +1.00 a day +0 +1/2 +forecast error 1"))
        .endsWith(
            "measured: alerts in 2881 values of 2 series, in 1 d; which are right is not known",
            "rate: of each series in the time in which it has values, all added up",
            "again: begun within 100 values after the end of the one before in its series",
            "by cause: what raised the alerts; docs/RUNBOOK.md#causes says what each means",
            "found: of what any of these rules found");
  }

  @Test
  void an_alert_lasts_from_its_first_warning_to_its_end_or_the_last_value() {
    Explanation explained = explanation();
    feed(explained, "a", 0, 0, 1.5, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    feed(explained, "b", 0, 0, 0, 1.5, 0.9);

    List<Finding> findings = explained.comparison().findings();

    assertThat(findings)
        .extracting(Finding::series, Finding::begin, Finding::end, Finding::worst)
        .containsExactlyInAnyOrder(
            tuple("a", MINUTE, 10 * MINUTE, State.CRITICAL),
            tuple("b", 2 * MINUTE, 3 * MINUTE, State.WARNING));
    assertThat(explained.comparison()).isEqualTo(explained.comparison());
  }

  @Test
  void without_a_rule_to_compare_nothing_is_said_to_be_found() {
    Explanation explained = explanation();
    feed(explained, "a", 0, 0, 1.5, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    assertThat(explained.comparison().table().lines())
        .containsExactly(
            "rules     alerts        rate  again     longest  by cause",
            "in force       1 120.00 a day      0       9 min  forecast error 1",
            "measured: alerts in 13 values of 1 series, in 12 min; which are right is not known",
            "rate: of each series in the time in which it has values, all added up",
            "again: begun within 100 values after the end of the one before in its series",
            "by cause: what raised the alerts; docs/RUNBOOK.md#causes says what each means");
  }

  @Test
  void days_are_those_in_which_at_least_one_series_has_values() {
    int day = 1440;
    Explanation explained = explanation();
    feed(explained, "long", 0, 0);
    feed(explained, "long", day, 3);
    feed(explained, "long", 2 * day, 0);
    feed(explained, "short", day, 0, 3);
    explained.end();
    feed(explained, "overlaps", day + day / 2, 0);
    feed(explained, "overlaps", 3 * day, 3);
    feed(explained, "months later", 100 * day, 0);
    feed(explained, "months later", 101 * day, 3);
    feed(explained, "one value", 200 * day, 3);

    Comparison comparison = explained.comparison();

    assertThat(comparison.days()).isEqualTo(4);
    assertThat(comparison.rows().get(0).alerts()).isEqualTo(5);
    assertThat(comparison.rows().get(0).perDay())
        .as("in 2 d, less than one, 1.5 d, 1 d and none")
        .isCloseTo(1 / 2.0 + 1 + 1 / 1.5 + 1 + 1, within(1e-9));
  }

  @Test
  void a_slow_series_does_not_dilute_the_rate_of_the_others() {
    int day = 1440;
    Explanation explained = explanation();
    for (int i = 0; i <= 100; i++) {
      feed(explained, "daily", i * day, i == 50 ? 3 : 0);
    }
    double[] scores = new double[2 * day + 1];
    scores[10] = 3;
    scores[1500] = 3;
    feed(explained, "fast", 0, scores);

    Comparison comparison = explained.comparison();

    assertThat(comparison.days()).isEqualTo(100);
    assertThat(comparison.rows().get(0).alerts()).isEqualTo(3);
    assertThat(comparison.rows().get(0).perDay()).isCloseTo(1.01, within(1e-9));
  }

  @Test
  void a_pause_of_months_is_no_time_with_values_and_a_weekly_step_is_no_pause() {
    int day = 1440;
    Explanation explained = explanation();
    for (int i = 0; i <= 12; i++) {
      feed(explained, "pauses", i * day / 4, 0);
    }
    for (int i = 0; i <= 12; i++) {
      feed(explained, "pauses", 100 * day + i * day / 4, 0);
    }
    for (int i = 0; i <= 5; i++) {
      feed(explained, "weekly", (200 + 7 * i) * day, 0);
    }
    assertThat(explained.comparison().days()).isEqualTo(3 + 3 + 35);
  }

  @Test
  void a_hundred_values_after_an_alert_the_next_one_is_another_one() {
    Explanation explained = explanation();
    feed(explained, "a", 0, 0, 1.5, 0, 0, 0, 0, 0, 0, 0, 0);
    feed(explained, "a", 10, new double[RuleFindings.AGAIN]);
    feed(explained, "a", 10 + RuleFindings.AGAIN, 1.5);

    assertThat(explained.comparison().rows().get(0).again()).isZero();
  }

  @Test
  void rules_of_one_name_are_refused() {
    assertThatThrownBy(() -> explanation(SLOW, SLOW)).hasMessageContaining("different names");
    assertThatThrownBy(() -> explanation("slow * window=0")).hasMessageContaining("window");
  }
}
