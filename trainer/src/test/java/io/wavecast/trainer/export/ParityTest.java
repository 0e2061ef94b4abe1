package io.wavecast.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.layer.Dense;
import io.wavecast.trainer.layer.Repeat;
import io.wavecast.trainer.layer.SimpleRnn;
import io.wavecast.trainer.net.Architecture;
import io.wavecast.trainer.net.Iterated;
import io.wavecast.trainer.net.Loss;
import io.wavecast.trainer.net.Networks;
import io.wavecast.trainer.net.Trainable;
import io.wavecast.trainer.net.Windows;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Networks that are fed their own forecasts, and what their files may do otherwise. */
class ParityTest {
  private static final long SEED = 5;
  private static final int SIZE = 4;

  private final WindowSet set = Windows.random(SIZE, SEED);

  @Test
  void a_window_that_is_given_alone_is_followed_in_its_own_run() {
    float step = 2e-6f; // that a single window's run is off by, at each of its ten steps
    try (Trainable<WindowSet> net = net(Networks.next(new Repeat(1)))) {
      Function<float[], Predictions> file =
          windows -> {
            float[] forecasts = Iterated.output(net, windows(windows));
            for (int i = 0; windows.length == WindowSet.WINDOW && i < forecasts.length; i++) {
              forecasts[i] += (i + 1) * step;
            }
            return points(forecasts);
          };

      Parity parity = Parity.of(file, windows(new float[SIZE * WindowSet.WINDOW]), following(net));

      assertThat(parity.many()).isZero();
      assertThat(parity.one()).isCloseTo(step, within(1e-9));
      assertThat(parity.holds()).isTrue();
    }
  }

  @Test
  void a_file_that_feeds_back_the_wrong_forecast_differs() {
    try (Trainable<WindowSet> net = net(Networks.next(new SimpleRnn(4), new Dense(1)))) {
      Function<float[], Predictions> right =
          windows -> points(Iterated.output(net, windows(windows)));
      Function<float[], Predictions> late = windows -> points(fedLate(net, windows(windows)));

      assertThat(Parity.of(right, set, following(net)).holds()).isTrue();
      Parity parity = Parity.of(late, set, following(net));

      assertThat(parity.one()).isGreaterThan(1e-3);
      assertThat(parity.many()).isGreaterThan(1e-3);
    }
  }

  @Test
  void a_file_that_gives_too_few_values_differs() {
    try (Trainable<WindowSet> net = net(Networks.next(new Repeat(1)))) {
      Function<float[], Predictions> file =
          windows -> points(new float[windows.length / WindowSet.WINDOW * 9]);

      Parity parity = Parity.of(file, set, following(net));

      assertThat(parity).isEqualTo(new Parity(1 / 0., 1 / 0., SIZE));
    }
  }

  /** Forecasts of a graph that feeds back, at each lead time, the forecast of the one before. */
  private static float[] fedLate(Trainable<WindowSet> net, WindowSet windows) {
    float[] forecasts = Iterated.output(net, windows);
    for (int lead = 1; lead < WindowSet.HORIZON; lead++) {
      float[] fed = forecasts.clone();
      for (int i = 0; i < fed.length; i++) {
        fed[i] = forecasts[i % WindowSet.HORIZON == 0 ? i : i - 1];
      }
      forecasts = Iterated.following(net, windows, fed);
    }
    return forecasts;
  }

  private static Trainable<WindowSet> net(Architecture net) {
    return Networks.trainable(net, new Loss.LastStepMse(), SEED);
  }

  private static BiFunction<WindowSet, float[], Predictions> following(Trainable<WindowSet> net) {
    return (windows, fed) -> points(Iterated.following(net, windows, fed));
  }

  private static WindowSet windows(float[] windows) {
    int size = windows.length / WindowSet.WINDOW;
    return new WindowSet(windows, new float[size * WindowSet.HORIZON], size);
  }

  private static Predictions points(float[] forecasts) {
    return new Predictions(forecasts, new float[0]);
  }
}
