package io.wavecast.trainer.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxForecaster;
import io.wavecast.trainer.recorded.RecordedSeries;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BacktestTest {
  private static final Path LSTM =
      Path.of("../stream-app/onnx/src/main/resources/io/wavecast/onnx/models/lstm.onnx");

  private static RecordedSeries hourly(String name, float... values) {
    long[] times = new long[values.length];
    Arrays.setAll(times, i -> i * Duration.ofHours(1).toMillis());
    return new RecordedSeries("group", name, times, values);
  }

  private static float[] values(int n, java.util.function.IntToDoubleFunction at) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) at.applyAsDouble(i);
    }
    return values;
  }

  private static SeriesResult run(RecordedSeries series, int stride, Method... methods) {
    List<SeriesResult> told = new ArrayList<>();
    List<SeriesResult> results =
        new Backtest(List.of(methods), stride, 1).run(List.of(series), told::add);
    assertThat(told).isEqualTo(results);
    return results.get(0);
  }

  @Test
  void a_straight_line_is_known_to_drift_and_costs_naive_its_slope() {
    SeriesResult result = run(hourly("line", values(200, i -> 3 * i)), 7);

    assertThat(result.mae("drift")).isCloseTo(0, within(1e-3));
    assertThat(result.of("naive").mae().get(0)).isCloseTo(3, within(1e-4));
    assertThat(result.of("naive").mae().get(9)).isCloseTo(30, within(1e-3));
    assertThat(result.mase("naive")).isCloseTo(5.5, within(1e-4));
    assertThat(result.origins()).isEqualTo((200 - 60) / 7 + 1);
  }

  @Test
  void a_daily_pattern_is_known_to_seasonal_naive() {
    SeriesResult result = run(hourly("days", values(300, i -> Math.sin(2 * Math.PI * i / 24))), 1);

    assertThat(result.mae("seasonal")).isCloseTo(0, within(1e-5));
    assertThat(result.toBetter("naive")).isGreaterThan(100);
    assertThat(result.toNaive("naive")).isEqualTo(1);
  }

  @Test
  void the_mean_is_best_on_noise_and_smoothing_comes_near() {
    Random random = new Random(5);
    SeriesResult result = run(hourly("noise", values(2000, i -> random.nextGaussian())), 10);

    assertThat(result.toNaive("mean")).isBetween(0.68, 0.76); // 1 / sqrt(2) in the limit
    assertThat(result.toNaive("smoothing")).isBetween(0.68, 0.85);
  }

  /** No method may see what it forecasts: another future changes no forecast made before it. */
  @Test
  void methods_see_only_what_lies_before_the_origin() throws IOException {
    float[] values = values(120, i -> Math.sin(i));
    float[] other = values.clone();
    Arrays.fill(other, 60, 120, 1e6f);
    List<Method> methods = new ArrayList<>(List.of(SimpleMethod.values()));
    try (OnnxForecaster lstm = OnnxForecaster.open(ModelFile.read(LSTM), Device.CPU)) {
      methods.add(new ModelMethod("lstm", lstm));
      for (Method method : methods) {
        int[] origins = {50, 60};
        Method.Forecasts told = method.forecast(hourly("a", values), origins);
        Method.Forecasts others = method.forecast(hourly("a", other), origins);
        assertThat(others.points()).as(method.name()).isEqualTo(told.points());
        assertThat(others.quantiles()).as(method.name()).isEqualTo(told.quantiles());
      }
    }
  }

  @Test
  void intervals_are_measured() {
    Method ones =
        new Method() {
          @Override
          public String name() {
            return "ones";
          }

          @Override
          public Forecasts forecast(RecordedSeries series, int[] origins) {
            float[] points = new float[origins.length * HORIZON];
            float[] quantiles = new float[points.length * 3];
            for (int i = 0; i < points.length; i++) {
              quantiles[3 * i] = -1;
              quantiles[3 * i + 2] = 1;
            }
            return new Forecasts(points, List.of(0.1, 0.5, 0.9), quantiles);
          }
        };
    // three of four values lie in [-1, 1]
    float[] values = values(400, i -> i % 4 == 0 ? 5 : 0.5);

    Measures measures = run(hourly("steps", values), 1, ones).of("ones");

    assertThat(Measures.mean(measures.coverage())).isCloseTo(0.75, within(0.01));
    assertThat(Measures.mean(measures.width())).isEqualTo(2);
    // y = 0.5: 2 (0.1 1.5 + 0.5 0.5 + 0.1 0.5) / 3 = 0.3; y = 5: 2 (0.1 6 + 0.5 5 + 0.9 4) / 3
    assertThat(Measures.mean(measures.pinball()))
        .isCloseTo(0.75 * 0.3 + 0.25 * 2 * 6.7 / 3, within(0.03));
  }

  @Test
  void series_that_never_move_stay_out_of_the_leaderboard() {
    List<SeriesResult> results =
        new Backtest(List.of(), 10, 1)
            .run(
                List.of(
                    hourly("flat", values(100, i -> 4)),
                    hourly("line", values(100, i -> i)),
                    hourly("short", values(59, i -> i))),
                r -> {});

    assertThat(results).hasSize(2);
    assertThat(new BacktestText(results, 1).markdown())
        .contains("| group | 1 | naive | 1.000 |")
        .doesNotContain("| group | 2 |");
  }

  @Test
  void a_series_that_never_moves_has_errors_but_no_unit() {
    List<SeriesResult> flat =
        new Backtest(List.of(), 10, 1).run(List.of(hourly("flat", values(100, i -> 4))), r -> {});
    BacktestText text = new BacktestText(flat, 1);

    assertThat(text.markdown())
        .contains(
            "group/flat never moves", "MASE and ratios are not defined", "| naive | 0.000 | - |")
        .doesNotContain("NaN", "Infinity");
    assertThat(text.json()).contains("\"mase\" : null").doesNotContain("NaN", "Infinity");
  }

  @Test
  void where_no_season_fits_the_window_seasonal_naive_is_a_dash_and_not_naive_once_more() {
    RecordedSeries days = hourly("days", values(300, i -> Math.sin(i)));
    RecordedSeries minutes = fiveMinutes("minutes", values(300, i -> Math.cos(i)));

    assertThat(markdown(minutes))
        .contains("| five | 1 | seasonal | - | - | - | - | - |", "in 1 of 1 series: seasonal")
        .doesNotContain("| seasonal | 1 |");
    assertThat(markdown(days)).contains("| seasonal | 1 |").doesNotContain("No day, week or year");
    assertThat(markdown(days, minutes)).contains("in 1 of 2 series: seasonal");
  }

  private static String markdown(RecordedSeries... series) {
    List<SeriesResult> results = new Backtest(List.of(), 10, 1).run(List.of(series), r -> {});
    return new BacktestText(results, 1).markdown();
  }

  private static RecordedSeries fiveMinutes(String name, float... values) {
    long[] times = new long[values.length];
    Arrays.setAll(times, i -> i * Duration.ofMinutes(5).toMillis());
    return new RecordedSeries("five", name, times, values);
  }

  /** Its one large step lies in the last part. */
  @Test
  void the_last_part_alone_is_forecast_and_named() {
    RecordedSeries series = hourly("late", values(450, i -> i < 410 ? i % 2 : 100 + i % 2));

    List<SeriesResult> results = new Backtest(List.of(), 1, 0.15).run(List.of(series), r -> {});

    assertThat(results.get(0).origins()).isEqualTo(450 - 10 - 390 + 1);
    assertThat(results.get(0).mae("naive")).isGreaterThan(run(series, 1).mae("naive"));
    assertThat(new BacktestText(results, 0.15).markdown())
        .contains("51 origins in the last 15 % of each series");
    assertThat(markdown(series)).contains("40 origins in all of each series");
  }
}
