package io.wavecast.core.forecast.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.schemas.forecast.Direction;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the evidence of signals combines. */
class ReadingsTest {
  private static Readings of(double... decades) {
    List<Signal> signals = Arrays.stream(decades).mapToObj(d -> (Signal) new Constant(d)).toList();
    Readings r = new Readings(signals);
    r.evaluate(Contexts.of(new byte[0], 100));
    return r;
  }

  @Test
  void common_evidence_does_not_add_up() {
    assertThat(of(0.5, 1.9, 1.9, 2).combined()).isEqualTo(2);
    assertThat(of(0, 0).combined()).isZero();
  }

  @Test
  void evidence_beyond_two_decades_adds_up_by_a_power() {
    assertThat(of(5, 1).combined()).isEqualTo(5, within(1e-12));

    double sum = Math.pow(3, 2.2) + Math.pow(4, 2.2);
    assertThat(of(5, 1, 6, 2).combined()).isEqualTo(2 + Math.pow(sum, 1 / 2.2), within(1e-12));
  }

  @Test
  void the_strongest_signal_dominates_and_the_first_of_equals() {
    assertThat(of(1, 5, 3).dominant()).isEqualTo(1);
    assertThat(of(1, 5, 5).dominant()).isEqualTo(1);
    assertThat(of(0, 4).direction(1)).isEqualTo(Direction.ABOVE);
  }

  @Test
  void an_observation_is_judged_without_what_was_said_of_the_one_before() {
    Readings r = of(5);
    r.accept();

    r.reset();

    assertThat(r.combined()).isZero();
    assertThat(r.isAccepted()).isFalse();
    assertThat(r.value(Statistic.NOISE)).isNaN();
    assertThat(r.direction(0)).isEqualTo(Direction.NONE);
  }

  private record Constant(double decades) implements Signal {
    @Override
    public String id() {
      return "constant";
    }

    @Override
    public void evaluate(Context c, Readings r) {
      r.raise(decades, Direction.ABOVE);
      r.raise(decades - 1, Direction.BELOW);
    }
  }
}
