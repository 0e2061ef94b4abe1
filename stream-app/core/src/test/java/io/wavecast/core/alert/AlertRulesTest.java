package io.wavecast.core.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.alert.AlertRule.Side;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
                    "r",
                    Glob.ALL,
                    1,
                    0.5,
                    0.5,
                    1,
                    1,
                    1,
                    Duration.ZERO,
                    Side.BOTH,
                    0,
                    0,
                    Optional.empty()))
        .hasMessage("critical of alert rule 'r' must be at least warning (1.0), got: 0.5");
  }

  private static AlertRule rule(String name, String series, int breaches) {
    return new AlertRule(
        name,
        new Glob(series),
        1,
        2,
        0.5,
        breaches,
        3,
        5,
        Duration.ZERO,
        Side.BOTH,
        0,
        0,
        Optional.empty());
  }
}
