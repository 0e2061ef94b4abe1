package io.wavecast.core.forecast.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.forecast.alert.AlertRule.Side;
import io.wavecast.core.text.Glob;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertRulesTest {
  @ParameterizedTest
  @CsvSource({
    "*, anything, true",
    "cpu.*, cpu.host1, true",
    "cpu.*, mem.host1, false",
    "*.host?, cpu.host1, true",
    "*.host?, cpu.host12, false",
    "a*b*c, aXbYc, true",
    "a*b*c, aXbYcZ, false",
    "a*, a, true",
    "a?, a, false",
    "**a, bba, true",
    "[x], [x], true",
  })
  void patterns_are_globs(String pattern, String series, boolean fits) {
    assertThat(new Glob(pattern).matches(series)).isEqualTo(fits);
  }

  @Test
  void the_first_rule_that_fits_is_the_rule() {
    AlertSettings settings =
        new AlertSettings(List.of(rule("cpu", "cpu.*", 1), rule("host", "*.host1", 1)));

    assertThat(settings.ruleOf("cpu.host1").name()).isEqualTo("cpu");
    assertThat(settings.ruleOf("mem.host1").name()).isEqualTo("host");
    assertThat(settings.ruleOf("mem.host2")).isEqualTo(AlertRule.DEFAULT);
  }

  @Test
  void settings_that_make_no_sense_are_refused_with_what_they_got() {
    assertThatThrownBy(() -> rule("r", "*", 5))
        .hasMessage("breaches of alert rule 'r' must be in 1..of (3), got: 5");
    assertThatThrownBy(() -> rule(" ", "*", 1)).hasMessageContaining("must not be blank");
    assertThatThrownBy(() -> new Glob("")).hasMessageContaining("must not be empty");
    assertThatThrownBy(() -> new AlertSettings(List.of(rule("a", "x", 1), rule("a", "y", 1))))
        .hasMessageContaining("different names");
    assertThatThrownBy(
            () ->
                new AlertRule(
                    "r", Glob.ALL, 1, 0.5, 0.5, 1, 1, 1, Duration.ZERO, Side.BOTH, 0, 0, null))
        .hasMessage("critical of alert rule 'r' must be at least warning (1.0), got: 0.5");
  }

  @Test
  void a_rule_is_read_from_one_line_and_differs_from_the_default_where_it_says() {
    AlertRule rule =
        RuleText.read("web web.* breaches=3 of=5 side=above min-absolute=10 stale=5m cool-down=1h");

    assertThat(rule)
        .isEqualTo(
            new AlertRule(
                "web",
                new Glob("web.*"),
                1,
                2,
                0.5,
                3,
                5,
                5,
                Duration.ofHours(1),
                Side.ABOVE,
                10,
                0,
                Duration.ofMinutes(5)));
    assertThat(RuleText.read("all *")).isEqualTo(withName("all"));
    assertThat(RuleText.read("daily * stale=2d").stale()).isEqualTo(Duration.ofDays(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "web|an alert rule must have a name and a pattern",
        "web * 3|must be NAME=VALUE, got: '3'",
        "web * of=x|of of alert rule 'web' must be a whole number, got: 'x'",
        "web * stale=5|stale of alert rule 'web' must be a duration such as 30s, 5m, 1h or 7d",
        "web * stale=0s|stale of alert rule 'web' must be in 1ms..36500d, got: PT0S",
        "web * stale=999999999d|stale of alert rule 'web' must be in 1ms..36500d",
        "web * cool-down=999999999h|cool-down of alert rule 'web' must be in 0s..36500d",
        "web * cool-down=-5m|cool-down of alert rule 'web' must be a duration",
        "web * warning=NaN|warning of alert rule 'web' must be above 0, got: NaN",
        "web * critical=1e999|critical of alert rule 'web' must be at least warning (1.0)",
        "web * of=33|of of alert rule 'web' must be in 1..32, got: 33",
        "web * side=up|side of alert rule 'web' must be both, above or below, got: 'up'",
        "web * colour=red|min-relative or stale, got: 'colour'",
        "web * warning=1 warning=2|warning of alert rule 'web' must be set once",
        "web * breaches=9|breaches of alert rule 'web' must be in 1..of (3), got: 9",
      })
  void a_line_that_is_no_rule_is_refused_with_what_is_wrong(String text, String message) {
    assertThatThrownBy(() -> RuleText.read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static AlertRule withName(String name) {
    AlertRule d = AlertRule.DEFAULT;
    return new AlertRule(
        name,
        d.series(),
        d.warning(),
        d.critical(),
        d.recovery(),
        d.breaches(),
        d.of(),
        d.calm(),
        d.coolDown(),
        d.side(),
        d.minAbsolute(),
        d.minRelative(),
        d.stale());
  }

  private static AlertRule rule(String name, String series, int breaches) {
    return new AlertRule(
        name, new Glob(series), 1, 2, 0.5, breaches, 3, 5, Duration.ZERO, Side.BOTH, 0, 0, null);
  }
}
