package io.wavecast.onnx.run;

import static io.wavecast.onnx.file.TinyModels.HORIZON;
import static io.wavecast.onnx.file.TinyModels.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.file.TinyModels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxForecasterTest {
  private static final int LEVELS = TinyModels.LEVELS.size();

  static Stream<byte[]> networks() {
    return Stream.of(
        TinyModels.recurrent("LSTM", 4, 20, 1),
        TinyModels.recurrent("GRU", 3, 20, 2),
        TinyModels.waveNet(20, 3),
        TinyModels.scaledMlp(64, 4),
        TinyModels.reducedMean(64, 4));
  }

  @Test
  void forecasts_each_window_of_a_batch() {
    try (OnnxForecaster model = open(TinyModels.lastValue("tiny", "7", 100))) {
      float[] windows = walks(3, 1);
      float[] forecasts = new float[3 * HORIZON];
      float[] quantiles = new float[3 * HORIZON * LEVELS];

      model.forecast(windows, 3, forecasts, quantiles);

      for (int row = 0; row < 3; row++) {
        float expected = windows[row * WINDOW + WINDOW - 1] + 100;
        for (int h = 0; h < HORIZON; h++) {
          assertThat(forecasts[row * HORIZON + h]).isEqualTo(expected);
          assertThat(Arrays.copyOfRange(quantiles, at(row, h), at(row, h + 1)))
              .containsExactly(expected - 1, expected, expected + 1);
        }
      }
      assertThat(model.model()).hasToString("ModelRef[name=tiny, version=7]");
      assertThat(model.quantileLevels()).containsExactly(0.05, 0.5, 0.95);
      assertThat(model.device()).isEqualTo(Device.CPU);
    }
  }

  private static int at(int row, int leadTime) {
    return (row * HORIZON + leadTime) * LEVELS;
  }

  @Test
  void touches_nothing_behind_the_rows_asked_for() {
    try (OnnxForecaster model = open(TinyModels.lastValue("tiny", "1", 0))) {
      float[] forecasts = new float[5 * HORIZON];
      float[] quantiles = new float[5 * HORIZON * LEVELS];
      Arrays.fill(forecasts, -7);
      Arrays.fill(quantiles, -7);

      model.forecast(walks(5, 1), 3, forecasts, quantiles);

      assertThat(Arrays.copyOfRange(forecasts, 3 * HORIZON, 5 * HORIZON)).containsOnly(-7);
      assertThat(Arrays.copyOfRange(quantiles, at(3, 0), at(5, 0))).containsOnly(-7);
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void a_forecast_has_the_same_bits_in_every_batch(byte[] bytes) {
    try (OnnxForecaster model = open(bytes)) {
      int all = 150;
      long seed = 11;
      float[] windows = walks(all, seed);
      float[] together = forecast(model, windows, all);
      Random random = new Random(seed);
      for (int round = 0; round < 300; round++) {
        int n = 1 + random.nextInt(70);
        int from = random.nextInt(all - n);

        float[] part =
            forecast(model, Arrays.copyOfRange(windows, from * WINDOW, (from + n) * WINDOW), n);

        assertThat(part)
            .as("seed %d, windows %d to %d", seed, from, from + n)
            .isEqualTo(Arrays.copyOfRange(together, from * HORIZON, (from + n) * HORIZON));
      }
    }
  }

  @Test
  void several_threads_get_the_same_forecasts_as_one() throws Exception {
    int threads = 4;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (OnnxForecaster model = open(TinyModels.recurrent("GRU", 3, 20, 5))) {
      List<Callable<Boolean>> work = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        float[] windows = walks(37, t);
        float[] expected = forecast(model, windows, 37);
        work.add(
            () -> {
              boolean same = true;
              for (int round = 0; round < 200; round++) {
                same &= Arrays.equals(expected, forecast(model, windows, 37));
              }
              return same;
            });
      }

      List<Future<Boolean>> results = pool.invokeAll(work);

      for (Future<Boolean> result : results) {
        assertThat(result.get()).isTrue();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void closing_waits_for_the_runs_in_progress() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(3);
    try {
      for (int round = 0; round < 20; round++) {
        OnnxForecaster model = open(TinyModels.waveNet(20, round));
        CountDownLatch running = new CountDownLatch(3);
        Callable<String> work =
            () -> {
              float[] windows = walks(64, 1);
              try {
                while (true) {
                  forecast(model, windows, 64);
                  running.countDown();
                }
              } catch (IllegalStateException e) {
                return e.getMessage();
              }
            };
        List<Future<String>> threads = Stream.generate(() -> pool.submit(work)).limit(3).toList();
        running.await();

        model.close();

        for (Future<String> thread : threads) {
          assertThat(thread.get()).isEqualTo("model 'wavenet' is closed");
        }
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void refuses_to_forecast_when_closed() {
    OnnxForecaster model = open(TinyModels.lastValue("tiny", "1", 0));
    model.close();
    model.close();

    assertThatThrownBy(() -> forecast(model, walks(1, 1), 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("model 'tiny' is closed");
  }

  @Test
  void refuses_arrays_that_are_too_short() {
    try (OnnxForecaster model = open(TinyModels.lastValue("tiny", "1", 0))) {
      assertThatThrownBy(() -> forecast(model, new float[99], 2))
          .hasMessage("floats of windows must be at least 100, got: 99");
      assertThatThrownBy(() -> forecast(model, new float[50], 0))
          .hasMessage("number of windows must be at least 1, got: 0");
    }
  }

  static OnnxForecaster open(byte[] bytes) {
    return OnnxForecaster.open(ModelFile.read("tiny.onnx", bytes), Device.CPU);
  }

  private static float[] forecast(OnnxForecaster model, float[] windows, int n) {
    float[] forecasts = new float[n * HORIZON];
    model.forecast(windows, n, forecasts, new float[n * HORIZON * LEVELS]);
    return forecasts;
  }

  /** Random walks of many magnitudes. */
  static float[] walks(int n, long seed) {
    Random random = new Random(seed);
    float[] windows = new float[n * WINDOW];
    for (int row = 0; row < n; row++) {
      double scale = Math.exp(random.nextGaussian() * 2);
      double level = random.nextGaussian() * scale;
      for (int t = 0; t < WINDOW; t++) {
        level += random.nextGaussian() * scale;
        windows[row * WINDOW + t] = (float) level;
      }
    }
    return windows;
  }
}
