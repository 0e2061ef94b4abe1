package io.wavecast.core.forecast.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Direction;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordsTest {
  private final Random random = new Random(7);

  @Test
  void a_value_far_beyond_all_earlier_ones_is_unusual_on_both_sides() {
    for (Direction side : new Direction[] {Direction.ABOVE, Direction.BELOW}) {
      double value = side == Direction.ABOVE ? 140 : 60;
      Judged s = Judged.of(3000, t -> 100 + random.nextGaussian());

      Deviation d = s.feed(value);

      assertThat(d.score()).isGreaterThan(2);
      assertThat(d.cause().direction()).isEqualTo(side);
      assertThat(s.begins(0)).containsExactly(3000);
    }
  }

  @Test
  void a_record_is_explained_by_the_one_before_and_the_time_it_stood() {
    Judged s = Judged.of(3000, t -> t % 10 + random.nextDouble());

    Deviation d = s.feed(40);

    assertThat(d.cause().signal()).isEqualTo("record");
    assertThat(d.cause().number("record")).isBetween(9.9, 10.0);
    assertThat(d.cause().number("historyMs")).isEqualTo(3000.0 * Judged.MINUTE);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.003, 0.03, 0.3, 3})
  void a_series_that_grows_makes_records_and_no_alerts(double slope) {
    for (int seed = 0; seed < 3; seed++) {
      Random noise = new Random(seed);
      Judged s = Judged.of(6000, t -> 1000 + slope * t + noise.nextGaussian());

      assertThat(s.begun(0)).as("seed %d", seed).doesNotContain("record").hasSizeLessThan(2);
    }
  }

  @Test
  void where_each_record_was_many_times_the_one_before_half_as_much_more_is_usual() {
    Judged s = Judged.of(8000, t -> t % 20 == 0 ? Math.pow(random.nextDouble(), -1.5) : 0);
    double record =
        s.deviations.stream()
            .filter(d -> d.score() <= 1)
            .mapToDouble(Deviation::y)
            .max()
            .orElseThrow();

    assertThat(s.feed(1.5 * record).score()).isLessThan(1);
    s.feed(200, t -> t % 20 == 0 ? 2 : 0);
    assertThat(s.feed(1e15).score()).isGreaterThan(1);
  }

  @Test
  void a_negative_value_is_impossible_where_none_ever_was() {
    Judged queue = Judged.of(2000, t -> Math.floor(5 * random.nextDouble()));
    Judged balance = Judged.of(2000, t -> Math.floor(5 * random.nextDouble()) - 2);
    queue.feed(-1);
    balance.feed(-3);

    assertThat(queue.last().score()).isGreaterThan(1);
    assertThat(queue.last().cause().signal()).isEqualTo("sign");
    assertThat(queue.last().cause().direction()).isEqualTo(Direction.BELOW);
    assertThat(balance.last().score()).isLessThan(1);
  }
}
