package io.wavecast.core.forecast.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.forecast.alert.AlertRule.Side;
import io.wavecast.core.text.SeriesPattern;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertRulesTest {
  @Test
  void the_first_rule_that_fits_is_the_rule() {
    AlertSettings settings =
        new AlertSettings(List.of(rule("cpu", "cpu.*", 1), rule("host", "*.host1", 1)));

    assertThat(settings.ruleOf("cpu.host1", Map.of()).name()).isEqualTo("cpu");
    assertThat(settings.ruleOf("mem.host1", Map.of()).name()).isEqualTo("host");
    assertThat(settings.ruleOf("mem.host2", Map.of())).isEqualTo(AlertRule.DEFAULT);
  }

  @Test
  void a_rule_behind_one_for_every_series_is_refused() {
    RuleText.requireUsed(rules("web web.* warning=1.5", "all * warning=1.5"));
    assertThatThrownBy(() -> RuleText.requireUsed(rules("all * warning=1.5", "web web.*")))
        .hasMessage(
            "alert rule 'web' is never used, because 'all' before it takes all of its series: put it"
                + " first");
  }

  private static List<AlertRule> rules(String... lines) {
    return Stream.of(lines).map(RuleText::read).toList();
  }

  @Test
  void settings_outside_their_range_are_rejected_with_what_they_got() {
    assertThatThrownBy(() -> rule("r", "*", 5))
        .hasMessage("min-breaches of alert rule 'r' must be in 1..window (3), got: 5");
    assertThatThrownBy(() -> rule(" ", "*", 1)).hasMessageContaining("must not be blank");
    assertThatThrownBy(() -> SeriesPattern.of("")).hasMessageContaining("must not be empty");
    assertThatThrownBy(() -> new AlertSettings(List.of(rule("a", "x", 1), rule("a", "y", 1))))
        .hasMessageContaining("different names");
    assertThatThrownBy(() -> RuleText.read("r * critical=0.5"))
        .hasMessage("critical of alert rule 'r' must be at least warning (1.0), got: 0.5");
  }

  @Test
  void a_rule_is_read_from_one_line_and_differs_from_the_default_where_it_says() {
    AlertRule rule =
        RuleText.read(
            "web web.* min-breaches=3 window=5 side=above min-absolute=10 stale-after=5m"
                + " cool-down=1h");

    assertThat(rule)
        .isEqualTo(
            new AlertRule(
                "web",
                SeriesPattern.of("web.*"),
                1,
                2,
                0.75,
                3,
                5,
                8,
                Duration.ofHours(1),
                Side.ABOVE,
                10,
                0,
                Duration.ofMinutes(5),
                true,
                null,
                null));
    assertThat(RuleText.read("all *"))
        .isEqualTo(
            new AlertRule(
                "all",
                SeriesPattern.ALL,
                1,
                2,
                0.75,
                1,
                1,
                8,
                Duration.ZERO,
                Side.BOTH,
                0,
                0,
                null,
                true,
                null,
                null));
    assertThat(
            RuleText.read(
                "r * warning=2 critical=3 recovery=1.5 recover-after=7 min-breaches=2 window=4"))
        .isEqualTo(
            new AlertRule(
                "r",
                SeriesPattern.ALL,
                2,
                3,
                1.5,
                2,
                4,
                7,
                Duration.ZERO,
                Side.BOTH,
                0,
                0,
                null,
                true,
                null,
                null));
    assertThat(RuleText.read("r * limit-above=90 within=5 score=off"))
        .satisfies(r -> assertThat(r.scored()).isFalse())
        .extracting(AlertRule::limits)
        .isEqualTo(new Limits(90, Double.NEGATIVE_INFINITY, 0.5, 5));
    assertThat(RuleText.read("r * outside=1+5+10").outside())
        .isEqualTo(new Outside(List.of(1, 5, 10)));
    assertThat(RuleText.read("r * stale-after=5m score=off").scored()).isFalse();
    assertThat(RuleText.read("r * min-relative=0.5").minRelative()).isEqualTo(0.5);
    assertThat(RuleText.read("daily * stale-after=2d").staleAfter()).isEqualTo(Duration.ofDays(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "web|series of alert rule 'web' must be given, got: 'nothing'",
        "web * 3|must be NAME SERIES KEY=VALUE..., each key once, got: '3' in 'web * 3'",
        "web * window=x|window of alert rule 'web' must be a whole number, got: 'x'",
        "web * stale-after=5|stale-after of alert rule 'web' must be a duration such as 30s, 5m, 1h"
            + " or 7d",
        "web * stale-after=0s|stale-after of alert rule 'web' must be in 1ms..36500d, got: 0s",
        "web * stale-after=999999999d|stale-after of alert rule 'web' must be in 1ms..36500d",
        "web * cool-down=999999999h|cool-down of alert rule 'web' must be in 0s..36500d",
        "web * cool-down=-5m|cool-down of alert rule 'web' must be a duration",
        "web * warning=NaN|warning of alert rule 'web' must be above 0, got: NaN",
        "web * critical=1e999|critical of alert rule 'web' must be at least warning (1.0)",
        "web * window=33|window of alert rule 'web' must be in 1..32, got: 33",
        "web * side=up|side of alert rule 'web' must be both, above or below, got: 'up'",
        "web * colour=red|limit-below, probability, within, got: 'colour'",
        "web * within=3|within of alert rule 'web' must be beside limit-above or limit-below, got",
        "web * min-breach=3|got: 'min-breach'; did you mean 'min-breaches'?",
        "web * limit-above=x|limit-above of alert rule 'web' must be a number, got: 'x'",
        "web * limit-above=NaN|alert rule 'web': limit-below must be less than limit-above",
        "web * limit-above=1 limit-below=2|'web': limit-below must be less than limit-above",
        "web * limit-above=1 probability=1|'web': probability must be in (0, 1), got: 1.0",
        "web * limit-above=1 within=65|alert rule 'web': within must be in 0..64, got: 65",
        "web * outside=1;5|outside of alert rule 'web' must be lead times such as 1+5+10, got",
        "web * outside=|outside of alert rule 'web' must be lead times such as 1+5+10, got: ''",
        "web * outside=0+1|'web': outside must be ascending lead times in 1..64, got: 0, 1",
        "web * outside=5+1|'web': outside must be ascending lead times in 1..64, got: 5, 1",
        "web * outside=5+5|'web': outside must be ascending lead times in 1..64, got: 5, 5",
        "web * outside=65|'web': outside must be ascending lead times in 1..64, got: 65",
        "web * score=off|score of alert rule 'web' must be on where it has no limit-above,"
            + " limit-below, outside or stale-after, or it never alerts, got: off",
        "web * score=no|score of alert rule 'web' must be on or off, got: 'no'",
        "web * warning=1 warning=2|each key once, got: 'warning=2'",
        "web * min-breaches=9|min-breaches of alert rule 'web' must be in 1..window (1), got: 9",
      })
  void a_bad_line_is_rejected_with_the_part_that_is_wrong(String text, String message) {
    assertThatThrownBy(() -> RuleText.read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static AlertRule rule(String name, String series, int minBreaches) {
    SeriesPattern pattern = SeriesPattern.of(series);
    return new AlertRule(
        name,
        pattern,
        1,
        2,
        0.5,
        minBreaches,
        3,
        5,
        Duration.ZERO,
        Side.BOTH,
        0,
        0,
        null,
        true,
        null,
        null);
  }
}
