package io.wavecast.core.forecast.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.batch.FakeForecaster;
import io.wavecast.core.forecast.season.SeasonSettings;
import io.wavecast.core.metrics.CountingMetrics;
import io.wavecast.core.metrics.Metric;
import io.wavecast.schemas.forecast.Observation;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** G3: what happens to observations is counted, and what a restart keeps. The step is 1 s. */
class SeriesCountsTest {
  private final CountingMetrics metrics = new CountingMetrics();
  private final SeriesStep step =
      new SeriesStep(
          new WindowSettings(Duration.ofSeconds(1), 5),
          AlertSettings.DEFAULT,
          0.9,
          SeasonSettings.DEFAULT,
          Calendar.EMPTY,
          metrics);
  private SeriesState state = SeriesState.EMPTY;

  @Test
  void observations_are_counted_by_what_happens_to_them() {
    accept(0, 1);
    accept(1, 1);
    assertThat(metrics.of(Metric.IMPUTED)).isZero();
    accept(4, 1); // two are missing
    accept(4, 1);
    accept(4, 1);
    accept(3, 1);
    accept(10, 1); // five are missing
    accept(17, 1); // six are too many

    assertThat(metrics.of(Metric.OBSERVATIONS)).isEqualTo(5);
    assertThat(metrics.of(Metric.IMPUTED)).isEqualTo(7);
    assertThat(metrics.of(Metric.DUPLICATES)).isEqualTo(2);
    assertThat(metrics.of(Metric.LATE)).isEqualTo(1);
    assertThat(metrics.of(Metric.RESTARTED)).isEqualTo(1);
    assertThat(metrics.of(Metric.FORECASTS, "random-walk")).as("all but the first").isEqualTo(4);
    assertThat(state.latest()).isEqualTo(17_000);
  }

  @Test
  void a_restart_keeps_how_much_the_series_moved_before() {
    accept(0, 0);
    accept(1, 3);
    accept(2, -1);
    assertThat(state.window().spread()).as("not known yet").isZero();

    accept(100, 5);
    assertThat(state.window().spread()).isCloseTo((float) Math.sqrt(12.5), within(1e-6f));

    accept(200, 5);
    assertThat(state.window().spread())
        .as("one value does not move")
        .isCloseTo((float) Math.sqrt(12.5), within(1e-6f));

    accept(201, 7);
    accept(300, 5);
    assertThat(state.window().spread()).isEqualTo(2f);
  }

  @Test
  void an_observation_changes_its_series_unless_it_is_a_duplicate_or_late() {
    accept(5, 1);

    assertThat(classify(5).isAccepted()).isFalse();
    assertThat(classify(4).isAccepted()).isFalse();
    assertThat(classify(6).isAccepted()).isTrue();
    assertThat(classify(600).isAccepted()).isTrue();
  }

  private Arrival classify(long second) {
    return step.classify(state, new Observation("s", second * 1000, 1));
  }

  private void accept(long second, double value) {
    Observation observation = new Observation("s", second * 1000, value);
    state =
        step.accept(state, observation, step.classify(state, observation), FakeForecaster.SHAPE)
            .state();
  }
}
