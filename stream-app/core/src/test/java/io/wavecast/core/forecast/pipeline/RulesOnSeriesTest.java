package io.wavecast.core.forecast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.RuleText;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Alert.State;
import io.wavecast.schemas.forecast.Observation;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What rules do on noise with a fault: what their names promise. */
class RulesOnSeriesTest extends ForecastPipelineFixture {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void six_of_ten_does_not_fire_on_a_single_spike_but_on_a_fault_that_lasts(long seed) {
    assertThat(states("spike * min-breaches=6 window=10", seed, t -> t == 2000))
        .doesNotContain(State.WARNING, State.CRITICAL);
    assertThat(states("fault * min-breaches=6 window=10", seed, t -> t >= 2000 && t < 2020))
        .containsAnyOf(State.WARNING, State.CRITICAL);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void a_rule_for_one_side_does_not_flap_in_a_fault_on_that_side(long seed) {
    assertThat(states("fault * side=above", seed, t -> t >= 2000 && t < 2020))
        .containsOnlyOnce(State.RECOVERING)
        .endsWith(State.RECOVERING, State.OK);
  }

  /** The alert states from value 1,990 on. */
  private List<State> states(String rule, long seed, IntPredicate isFault) {
    events.clear();
    states.map.clear();
    ForecastPipeline engine = engine(spec(8, new AlertSettings(List.of(RuleText.read(rule)))));
    Random random = new Random(seed);
    for (int t = 0; t < 2200; t++) {
      double y = 100 + random.nextGaussian() + (isFault.test(t) ? 40 : 0);
      engine.accept(new Observation("s", 1000L * t, y));
    }
    engine.flush();
    return events.stream()
        .filter(e -> e instanceof Alert a && a.since() >= 1_990_000)
        .map(e -> ((Alert) e).state())
        .toList();
  }
}
