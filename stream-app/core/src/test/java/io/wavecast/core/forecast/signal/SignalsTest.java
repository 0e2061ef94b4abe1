package io.wavecast.core.forecast.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each signal finds what it is there for, and is silent where nothing happens. */
class SignalsTest {
  private final Random random = new Random(7);

  @Test
  void each_signal_has_a_name_of_its_own() {
    assertThat(Detector.SIGNALS.all)
        .extracting(Signal::id)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[a-z]+(-[a-z]+)*"));
  }

  @ParameterizedTest
  @ValueSource(longs = {15 * Judged.SECOND, Judged.MINUTE, 5 * Judged.MINUTE})
  void ordinary_series_raise_hardly_more_alerts_than_the_budget_allows(long stepMs) {
    double[] walk = {50};
    boolean[] high = {false};
    IntToDoubleFunction[] all = {
      t -> random.nextGaussian(),
      t -> Math.sin(t / 30.0) + 0.1 * random.nextGaussian(),
      t -> (int) (6 * random.nextDouble()),
      t -> walk[0] = 50 + 0.98 * (walk[0] - 50) + random.nextGaussian(),
      t -> ((high[0] ^= random.nextInt(15) == 0) ? 80 : 20) + random.nextGaussian(),
    };
    List<String> begun = new ArrayList<>();
    for (IntToDoubleFunction value : all) {
      begun.addAll(new Judged(stepMs).feed(5000, value).begun(0));
    }

    double months = 5 * 5000.0 * stepMs / (30 * Judged.DAY);
    assertThat(begun.size()).as("%s", begun).isLessThanOrEqualTo((int) Math.ceil(2 * months));
  }

  @Test
  void a_jump_inside_the_range_is_an_error_of_the_forecast() {
    Judged s = Judged.of(3000, t -> 10 * Math.sin(t / 200.0) + 0.05 * random.nextGaussian());

    Deviation d = s.feed(s.last().y() + 5);

    assertThat(d.score()).isGreaterThan(1);
    assertThat(d.cause().signal()).isEqualTo("forecast-error");
    assertThat(d.cause().direction()).isEqualTo(Direction.ABOVE);
    assertThat((float) d.cause().number("lower")).isEqualTo(d.yhatLower());
    assertThat((float) d.cause().number("upper")).isEqualTo(d.yhatUpper());
  }

  @Test
  void a_level_that_no_forecast_foresaw_is_found_by_all_lead_times() {
    Judged s =
        new Judged(Judged.MINUTE)
            .forecast(t -> 50, 4)
            .feed(3000, t -> 50 + 2 * random.nextGaussian());

    s.feed(30, t -> 57 + 2 * random.nextGaussian());

    assertThat(s.deviations.subList(3000, 3030))
        .extracting(d -> d.cause().signal())
        .contains("lead-errors");
  }

  @Test
  void a_flat_line_in_a_moving_series_is_found_and_over_when_it_moves() {
    Judged s = Judged.of(3000, t -> 50 + random.nextGaussian());
    double stuck = s.last().y();

    s.feed(30, t -> stuck);

    assertThat(s.begun(0)).containsExactly("flat");
    Cause cause = s.last().cause();
    assertThat(cause.number("runMs")).isEqualTo(31.0 * Judged.MINUTE);
    assertThat(cause.number("longestMs")).isLessThan(5 * Judged.MINUTE);
    s.feed(100, t -> 50 + random.nextGaussian());
    assertThat(s.isOpen()).isFalse();
    assertThat(s.begun(0)).hasSize(1);
  }

  @Test
  void a_series_that_is_often_flat_may_be_so() {
    double[] y = {0};
    Judged s = Judged.of(6000, t -> y[0] = random.nextInt(20) == 0 ? random.nextGaussian() : y[0]);

    assertThat(s.begun(0)).doesNotContain("flat");
  }

  @Test
  void runs_that_come_again_and_again_in_an_anomaly_are_learned() {
    Judged s = new Judged(Judged.SECOND).feed(400, t -> Math.exp(random.nextGaussian()));

    s.feed(6000, t -> random.nextInt(20) == 0 ? Math.exp(random.nextGaussian()) : 0);

    assertThat(s.deviations.subList(3400, 6400)).noneMatch(d -> d.score() > 1);
  }

  @Test
  void a_sensor_that_is_stuck_again_is_found_again() {
    Judged s = new Judged(Judged.SECOND).feed(3000, t -> 50 + random.nextGaussian());
    for (int i = 0; i < 5; i++) {
      double stuck = s.last().y();
      s.feed(40, t -> stuck).feed(900, t -> 50 + random.nextGaussian());
    }

    assertThat(s.begun(0)).filteredOn("flat"::equals).hasSize(5);
  }

  @Test
  void changes_that_have_grown_are_noise_and_are_over_when_they_shrink() {
    Judged s = Judged.of(4000, t -> 10 * Math.sin(t / 100.0) + 0.2 * random.nextGaussian());

    s.feed(60, t -> 10 * Math.sin(t / 100.0) + 1.5 * random.nextGaussian());
    assertThat(s.begins(0)).hasSize(1);
    assertThat(s.deviations.subList(4000, 4060))
        .extracting(d -> d.cause().signal())
        .contains("noise");

    s.feed(200, t -> 10 * Math.sin(t / 100.0) + 0.2 * random.nextGaussian());
    assertThat(s.isOpen()).isFalse();
    assertThat(s.highest(s.size() - 50)).isLessThan(1);
  }

  @Test
  void a_third_level_between_two_is_a_rare_range() {
    Judged s = Judged.of(5000, t -> (random.nextInt(5) == 0 ? 20 : 80) + random.nextGaussian());

    s.feed(10, t -> 50 + random.nextGaussian());

    assertThat(s.begun(0)).containsExactly("rare-range");
    assertThat(s.last().cause().number("runMs"))
        .isBetween(8.0 * Judged.MINUTE, 10.0 * Judged.MINUTE);
  }

  @Test
  void one_value_between_two_levels_is_none_yet() {
    Judged s = Judged.of(5000, t -> (random.nextInt(5) == 0 ? 20 : 80) + random.nextGaussian());

    for (int i = 0; i < 20; i++) {
      s.feed(50 + random.nextGaussian());
      s.feed(50, t -> (random.nextInt(5) == 0 ? 20 : 80) + random.nextGaussian());
    }

    assertThat(s.begun(0)).isEmpty();
  }

  @Test
  void a_stay_in_one_of_two_states_longer_than_ever_is_found() {
    boolean[] high = {false};
    Judged s =
        Judged.of(
            5000, t -> ((high[0] ^= random.nextInt(15) == 0) ? 80 : 20) + random.nextGaussian());

    s.feed(600, t -> 80 + random.nextGaussian());

    assertThat(s.begun(5000)).isNotEmpty();
    assertThat(s.begun(0).size()).isEqualTo(s.begun(5000).size());
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 250, 500})
  void a_level_that_rises_in_steps_a_drift_and_a_walk_have_no_states(int every) {
    for (int seed = 0; seed < 5; seed++) {
      Random r = new Random(seed);
      double[] at = {50};

      noStates(t -> at[0] += (r.nextInt(every) == 0 ? 1 : 0) + 0.1 * r.nextGaussian());
      noStates(t -> 1000 + (double) t * every / 200 + 3 * r.nextGaussian());
      noStates(t -> at[0] += 0.01 + 0.3 * r.nextGaussian());
      noStates(t -> (t < 2 * every ? 20 : 80) + r.nextGaussian());
    }
  }

  private static void noStates(IntToDoubleFunction value) {
    assertThat(Judged.of(2500, value).begun(0)).doesNotContain("state-duration");
  }
}
