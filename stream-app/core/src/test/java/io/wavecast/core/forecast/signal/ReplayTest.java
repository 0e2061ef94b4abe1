package io.wavecast.core.forecast.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.schemas.forecast.Deviation;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** States that are written and read between all values give what states that are kept give. */
class ReplayTest {
  @ParameterizedTest
  @ValueSource(longs = {Judged.SECOND, Judged.MINUTE, 30 * Judged.MINUTE, Judged.HOUR})
  void a_stored_state_continues_as_if_it_had_not_been_stored(long stepMs) {
    Judged live = new Judged(stepMs).stored(true);
    Judged replay = new Judged(stepMs);

    for (Judged s : new Judged[] {live, replay}) {
      s.feed(900, eventful(4)).pause(90 * stepMs).feed(100, eventful(5)).wasNormal();
      s.feed(50, t -> 40).feed(300, eventful(6)).forgetModel().feed(300, eventful(7));
      s.judgeOnly(70);
      s.feed(500, eventful(8));
    }

    assertThat(live.scores()).isEqualTo(replay.scores());
    assertThat(live.deviations).isEqualTo(replay.deviations);
    assertThat(live.deviationBytes()).isEqualTo(replay.deviationBytes());
    assertThat(live.seasonBytes()).isEqualTo(replay.seasonBytes());
    assertThat(live.highest(0)).as("with anomalies in it").isGreaterThan(1);
  }

  @Test
  void of_a_counter_it_does_too() {
    Judged live = new Judged(Judged.MINUTE).stored(true);
    Judged replay = new Judged(Judged.MINUTE);
    for (Judged s : new Judged[] {live, replay}) {
      Random random = new Random(2);
      double[] total = {0};
      s.feed(900, t -> total[0] = t == 500 ? 1 : total[0] + 20 + random.nextGaussian());
    }

    assertThat(replay.isCounter()).isTrue();
    assertThat(live.deviations).isEqualTo(replay.deviations);
  }

  @Test
  void what_is_only_judged_is_not_learned() {
    Judged s = Judged.of(3000, eventful(4));
    byte[] deviation = s.deviationBytes();
    byte[] season = s.seasonBytes();

    for (double y : new double[] {1e6, 0, 55, Float.MAX_VALUE}) {
      Deviation d = s.judgeOnly(y);
      assertThat(d.score() > 1).as("%s", y).isEqualTo(y > 200);
    }

    assertThat(s.deviationBytes()).isEqualTo(deviation);
    assertThat(s.seasonBytes()).isEqualTo(season);
  }

  @Test
  void another_horizon_forgets_forecasts_and_keeps_what_signals_know() {
    Judged s = Judged.of(3000, t -> 50 + new Random(t).nextGaussian());
    Judged same = Judged.of(3000, t -> 50 + new Random(t).nextGaussian());
    int before = s.deviationBytes().length;

    s.horizon(24).feed(200, t -> 50 + new Random(t).nextGaussian());
    same.feed(200, t -> 50 + new Random(t).nextGaussian());

    assertThat(s.deviationBytes()).hasSizeGreaterThan(before);
    assertThat(s.last().errors()).hasSize(24).doesNotContain(Float.NaN);
    assertThat(same.last().errors()).hasSize(10);
    assertThat(s.highest(60)).isLessThan(1);
    assertThat(s.feed(100).score()).isGreaterThan(1);
    s.horizon(10).feed(200, t -> 50 + new Random(t).nextGaussian());
    assertThat(s.deviationBytes()).hasSize(before);
  }

  @Test
  void bytes_that_are_no_state_are_refused() {
    byte[] bytes = Judged.of(100, t -> t % 7).deviationBytes();
    byte[] other = bytes.clone();
    other[0]++;

    assertThatThrownBy(() -> DeviationState.read(ByteBuffer.wrap(other)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("layout of the deviation state must be");
    assertThatThrownBy(
            () -> DeviationState.read(ByteBuffer.wrap(Arrays.copyOf(bytes, bytes.length - 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("as many bytes as its horizon needs, got: " + (bytes.length - 2));
  }

  /** A rhythm with noise, spikes, stillness and an outage. */
  private static IntToDoubleFunction eventful(int seed) {
    Random random = new Random(seed);
    return t -> {
      double y = 50 + 10 * Math.sin(t / 30.0) + random.nextGaussian();
      int place = t % 700;
      return place > 650 && place < 670
          ? 0
          : place == 300 ? 200 : place > 400 && place < 430 ? 3 : y;
    };
  }
}
