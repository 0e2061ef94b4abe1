package io.wavecast.core.forecast.alert;

import static io.wavecast.core.forecast.alert.Trigger.LIMIT;
import static io.wavecast.core.forecast.alert.Trigger.OUTSIDE;
import static io.wavecast.core.forecast.alert.Trigger.SCORE;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.RandomWalk;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.calendar.AppliedEntries;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.Voice;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriggerTest {
  private static final long SEED = 20261128;
  private static final Set<Alert.State> BEGINS =
      EnumSet.of(Alert.State.WARNING, Alert.State.CRITICAL);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          score 4.1 above 1.0; value 39.2, expected 8.0 to 12.0 | SCORE
          3 of the last 5 scores above 1.0, now 4.1; value 39.2 has stopped moving | SCORE
          3 of the last 5 observations breach; score 4.1 is above 1.0 | SCORE
          value 9.0 is outside the intervals at the lead times 1, 5, expected 1.0 to 2.0 | OUTSIDE
          3 of the last 5 observations breach; value 9.0 is outside the intervals at the lead times 1, expected 1.0 to 2.0 | OUTSIDE
          value 90.0 is at or above the limit 90.0 | LIMIT
          2 of the last 3 observations breach; falls to 5.0 within 4 steps with probability 0.8; value 7.0 | LIMIT
          value 90.0 is at or above the limit 90.0; also it is flat, score 4.1 above 1.0; also it is outside the intervals at the lead times 1 | LIMIT
          score 4.1 above 1.0; value 9.0: no error like this; also it is outside the intervals at the lead times 1 | SCORE
          """)
  void a_reason_says_what_raised_the_alert(String reason, Trigger trigger) {
    assertThat(Trigger.of(reason)).isEqualTo(trigger);
  }

  @Test
  void the_reason_of_every_alert_says_what_its_evidence_says() {
    AlertSettings rules =
        new AlertSettings(
            List.of(
                RuleText.read(
                    "a a limit-above=9 limit-below=1 outside=1+2 min-breaches=2 window=3"),
                RuleText.read("b b limit-above=9 outside=1 recover-after=1"),
                RuleText.read("c c outside=2 score=off recover-after=2"),
                RuleText.read("d d min-breaches=2 window=4")));
    AlertStep step = new AlertStep(rules, Metrics.NONE);
    SplittableRandom random = new SplittableRandom(SEED);
    Map<Trigger, Integer> seen = new EnumMap<>(Trigger.class);
    for (String series : List.of("a", "b", "c", "d")) {
      AlertState state = AlertState.EMPTY;
      for (int t = 1; t < 2000; t++) {
        Deviation d = deviation(series, 1000L * t, random);
        float[] window = {5, d.y()};
        Forecast forecast =
            new RandomWalk(0.9).forecast(series, d.timestamp(), 1000, window, 1, false, false, 10);
        Evidence evidence = Evidence.of(state, d, forecast, rules.ruleOf(series, Map.of()));
        AlertStep.Decided decided = step.decide(state, d, forecast, Map.of());
        state = decided.state();
        decided
            .alert()
            .filter(alert -> BEGINS.contains(alert.state()))
            .ifPresent(
                alert -> {
                  Trigger trigger = Trigger.of(alert.reason());
                  assertThat(trigger).as(alert.reason()).isEqualTo(of(evidence));
                  assertThat(alert.reason().contains("; also it is outside the intervals "))
                      .as(alert.reason())
                      .isEqualTo(evidence.isOutside() && trigger != OUTSIDE);
                  assertThat(alert.reason().contains(", score "))
                      .as(alert.reason())
                      .isEqualTo(evidence.isScoreAbove() && trigger == LIMIT);
                  seen.merge(trigger, 1, Integer::sum);
                });
      }
    }

    assertThat(seen).as("seed %d", SEED).containsOnlyKeys(SCORE, OUTSIDE, LIMIT);
    assertThat(seen.values()).as("seed %d, %s", SEED, seen).allMatch(n -> n > 20);
  }

  private static Trigger of(Evidence evidence) {
    if (evidence.approach().isPresent()) {
      return LIMIT;
    }
    return evidence.isOutside() && !evidence.isScoreAbove() ? OUTSIDE : SCORE;
  }

  private static Deviation deviation(String series, long time, SplittableRandom random) {
    boolean unusual = random.nextInt(4) == 0;
    float y = (float) (random.nextInt(6) == 0 ? random.nextDouble(12) : 4 + random.nextDouble(2));
    boolean says = unusual && random.nextBoolean();
    String sentence =
        "value "
            + y
            + ", expected 4.0 to 6.0: no error like this in the last 9 days"
            + (random.nextBoolean() ? "" : "; also noise");
    return new Deviation(
        series,
        time,
        y,
        1,
        5,
        4,
        6,
        (float) (random.nextDouble() * (unusual ? 3 : 0.5)),
        false,
        new float[] {y - 5, y - 5},
        says ? new Cause(Voice.FORECAST, 5, sentence) : Cause.NONE,
        AppliedEntries.NONE,
        random.nextInt(5) == 0 ? 3 : 0);
  }

  @Test
  void a_stale_series_was_silent() {
    assertThat(Trigger.of(Reasons.ofStale(Duration.ofMinutes(5)))).isEqualTo(Trigger.STALE);
  }
}
