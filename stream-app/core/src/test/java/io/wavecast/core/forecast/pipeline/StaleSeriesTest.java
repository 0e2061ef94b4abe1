package io.wavecast.core.forecast.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.window.SeriesState;
import io.wavecast.schemas.forecast.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StaleSeriesTest extends ForecastPipelineFixture {
  private static final int SERIES = 2 * StaleSeries.MOST + 100;
  private static final long SILENCE = Duration.ofMinutes(10).toMillis();

  @Test
  void a_topic_that_falls_silent_is_checked_in_slices_and_none_waits_for_ever() {
    StaleSeries stale = new StaleSeries();
    SeriesState state = live();
    for (int i = 0; i < SERIES; i++) {
      stale.put("s" + i, state, Optional.of(Duration.ofMillis(SILENCE)), true, true);
    }
    long later = state.latest() + SILENCE;

    List<String> checked = new ArrayList<>();
    for (int slice = 1; slice <= 3; slice++) {
      int before = checked.size();
      stale.check(
          later,
          later,
          key -> {
            checked.add(key);
            return true; // each is muted: it must be checked again
          });
      assertThat(checked.size() - before).isEqualTo(StaleSeries.MOST);
    }

    assertThat(new HashSet<>(checked)).hasSize(SERIES);
  }

  @Test
  void an_observation_is_seen_to_be_fresh_behind_a_silent_topic() {
    StaleSeries stale = new StaleSeries();
    SeriesState state = live();
    Optional<Duration> silence = Optional.of(Duration.ofMillis(SILENCE));
    for (int i = 0; i < SERIES; i++) {
      stale.put("s" + i, state, Optional.of(Duration.ofMillis(1)), true, true);
    }
    stale.put("last", state, silence, true, false);
    stale.check(state.latest() + 1000, state.latest() + 1000, key -> true);

    List<String> checked = new ArrayList<>();
    for (int slice = 0; slice < 3; slice++) {
      long later = state.latest() + SILENCE;
      stale.check(later, later, key -> checked.add(key));
    }

    assertThat(checked).contains("last");
  }

  private SeriesState live() {
    ForecastPipeline pipeline = engine();
    pipeline.process(new Observation("a", 1_000_000, 1));
    pipeline.save();
    return SeriesState.of(Objects.requireNonNull(states.get("a")));
  }
}
