package io.wavecast.core.forecast.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Values near the largest and the smallest float, through all steps of a series. */
class ExtremesTest extends CalendarFixture {
  private static final int VALUES = 500;
  private static final double[] SOME = {
    3.4e38, -3.4e38, Float.MAX_VALUE, -Float.MAX_VALUE, 0, Float.MIN_VALUE, -1e-38, 1, 1e20
  };

  @Test
  void no_value_makes_an_event_or_a_state_that_is_not_finite() {
    Random some = new Random(11);

    series(i -> SOME[some.nextInt(SOME.length)]);
    series(i -> i < 3 ? (i % 2 == 0 ? 3e38 : -3e38) : 100 + some.nextGaussian());
    series(i -> i < VALUES / 2 ? -3.4e38 + 1e33 * i : 3.4e38);
    series(i -> (i % 2 == 0 ? 1 : -1) * Math.pow(10, 83 * some.nextDouble() - 45));
  }

  private void series(IntToDoubleFunction value) {
    state = SeriesState.EMPTY;
    for (int i = 0; i < VALUES; i++) {
      hour += i % 300 == 299 ? 40 : 0;
      feed(value.applyAsDouble(i));
      byte[] bytes = state.toBytes();
      state = SeriesState.of(bytes);
      assertThat(state.toBytes()).isEqualTo(bytes);
      assertThat(state.window().spread()).isFinite();
      events.forEach(ExtremesTest::checkFinite);
      events.clear();
    }
  }

  private static void checkFinite(Event event) {
    if (event instanceof Deviation d) {
      assertThat(d.score()).isBetween(0f, 1000f);
      checkNotInfinite(d.yhat(), d.yhatLower(), d.yhatUpper(), d.cause().expected());
      checkNotInfinite(d.errors());
    } else if (event instanceof Forecast f) {
      for (float[] values : new float[][] {f.yhat(), f.yhatLower(), f.yhatUpper()}) {
        for (float x : values) {
          assertThat(x).isFinite();
        }
      }
    }
  }

  /** What is not known is not a number. */
  private static void checkNotInfinite(float... values) {
    for (float x : values) {
      assertThat(Float.isInfinite(x)).isFalse();
    }
  }
}
