package io.wavecast.trainer.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.RuleText;
import io.wavecast.core.forecast.pipeline.ForecastPipeline;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.forecast.season.SeasonSettings;
import io.wavecast.core.forecast.window.WindowSettings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.onnx.file.ShippedModels;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxForecaster;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rule "about to reach a limit" with the shipped default model, on drifts of its own. */
class LimitRuleTest {
  private static final long SEED = Long.getLong("wavecast.seed", 20261126);
  private static final double LIMIT = 90;
  private static final int SERIES = 100;
  private static final int VALUES = 400;
  private static final long STEP = 60_000;

  /** Steps before the limit by which the alert must be there. */
  private static final int AHEAD = 3;

  /** An alert that comes so many steps before the limit says nothing about it. */
  private static final int TOO_EARLY = 40;

  @Test
  void of_100_drifts_toward_the_limit_80_are_told_3_steps_ahead() {
    Random random = new Random(SEED);
    List<float[]> drifts = make(SERIES, () -> drift(random));

    long ahead = 0;
    long early = 0;
    List<OptionalInt> alerts = firstAlerts(drifts);
    for (int i = 0; i < SERIES; i++) {
      int reached = reached(drifts.get(i));
      int alert = alerts.get(i).orElse(VALUES);
      ahead += alert <= reached - AHEAD && alert > reached - TOO_EARLY ? 1 : 0;
      early += alert <= reached - TOO_EARLY ? 1 : 0;
    }
    assertThat(ahead)
        .as("ahead of %d, %d too early, seed %d", SERIES, early, SEED)
        .isGreaterThanOrEqualTo(80);
    assertThat(early).as("too early, seed %d", SEED).isLessThanOrEqualTo(5);
  }

  @Test
  void of_100_series_that_turn_back_or_stay_below_the_limit_5_alert_falsely_at_most() {
    Random random = new Random(SEED + 1);
    List<float[]> series = make(SERIES / 2, () -> turn(random));
    series.addAll(make(SERIES / 2, () -> flat(random)));

    long falsely = firstAlerts(series).stream().filter(OptionalInt::isPresent).count();

    assertThat(falsely).as("of %d, seed %d", SERIES, SEED).isLessThanOrEqualTo(5);
  }

  /**
   * Reaches the limit after 150 to 350 values; noise of half a step to three steps of the drift.
   */
  private static float[] drift(Random random) {
    double from = 20 + 30 * random.nextDouble();
    double by = (LIMIT - from) / (150 + 200 * random.nextDouble());
    double noise = by * (0.5 + 2.5 * random.nextDouble());
    return values(t -> from + by * t + noise * random.nextGaussian());
  }

  /** The same, but turns back after 60 to 90 % of the way. */
  private static float[] turn(Random random) {
    double from = 20 + 30 * random.nextDouble();
    double by = (LIMIT - from) / (150 + 200 * random.nextDouble());
    double noise = by * (0.5 + 2.5 * random.nextDouble());
    double top = from + (0.6 + 0.3 * random.nextDouble()) * (LIMIT - from);
    return values(t -> top - Math.abs(from + by * t - top) + noise * random.nextGaussian());
  }

  /** Noise around a level, with the limit at least five standard deviations above it. */
  private static float[] flat(Random random) {
    double below = 5 + 25 * random.nextDouble();
    double noise = below * (0.02 + 0.18 * random.nextDouble());
    return values(t -> LIMIT - below + noise * random.nextGaussian());
  }

  private static float[] values(Function<Integer, Double> value) {
    float[] values = new float[VALUES];
    for (int t = 0; t < VALUES; t++) {
      values[t] = value.apply(t).floatValue();
    }
    return values;
  }

  private static List<float[]> make(int n, Supplier<float[]> maker) {
    List<float[]> all = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      all.add(maker.get());
    }
    return all;
  }

  private static int reached(float[] values) {
    return IntStream.range(0, VALUES).filter(t -> values[t] >= LIMIT).findFirst().orElse(VALUES);
  }

  /** When each series first fires. */
  private static List<OptionalInt> firstAlerts(List<float[]> series) {
    StreamSettings stream = StreamSettings.of(Topics.withPrefix("t."));
    ForecastSpec spec =
        new ForecastSpec(
            stream,
            WindowSettings.DEFAULT,
            new AlertSettings(List.of(RuleText.read("disk * limit-above=" + LIMIT + " score=off"))),
            0.9,
            SeasonSettings.DEFAULT);
    List<List<Integer>> fired = new ArrayList<>();
    series.forEach(s -> fired.add(new ArrayList<>()));
    try (OnnxForecaster model = OnnxForecaster.open(ShippedModels.read("default"), Device.CPU)) {
      ForecastPipeline pipeline =
          ForecastPipeline.inMemory(
              spec,
              Forecasters.of(model),
              event -> {
                if (event instanceof Alert alert && alert.state().isFiring()) {
                  fired.get(Integer.parseInt(alert.series())).add((int) (alert.since() / STEP));
                }
              },
              Metrics.NONE);
      for (int t = 0; t < VALUES; t++) {
        for (int i = 0; i < series.size(); i++) {
          pipeline.process(new Observation("" + i, t * STEP, series.get(i)[t]));
        }
      }
      pipeline.flush();
    }
    return fired.stream().map(times -> times.stream().mapToInt(t -> t).min()).toList();
  }
}
