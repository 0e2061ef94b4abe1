package io.wavecast.lab.jmh;

import io.wavecast.core.forecast.CivilTime;
import io.wavecast.core.forecast.RandomWalk;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.AlertState;
import io.wavecast.core.forecast.alert.AlertStep;
import io.wavecast.core.forecast.season.SeasonSettings;
import io.wavecast.core.forecast.season.SeasonState;
import io.wavecast.core.forecast.season.SeasonStep;
import io.wavecast.core.forecast.signal.DeviationState;
import io.wavecast.core.forecast.signal.DeviationStep;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.lab.endtoend.ConstantForecaster;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.service.metrics.Telemetry;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Score, calibration and alert of one observation: it is judged by the forecasts made for it, the
 * alert policy decides, and its own forecast is calibrated and kept. A wave with noise and faults.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@SuppressWarnings("NullAway.Init")
public class DeviationBenchmark {
  private static final double LEVEL = 0.9;
  private static final int LENGTH = 20_000;
  private static final long STEP = 60_000;

  /** Whether everything is reported to meters that Prometheus reads, or to nobody. */
  @Param({"false", "true"})
  public boolean metrics;

  private DeviationStep deviations;
  private AlertStep alerts;
  private float[] values;
  private Forecast[] forecasts;
  private SeasonStep seasons;
  private DeviationState deviation;
  private SeasonState season;
  private AlertState alert;
  private int next;

  @Setup
  public void make() {
    Metrics reported = metrics ? new Telemetry().metrics() : Metrics.NONE;
    deviations = new DeviationStep(LEVEL, AlertSettings.DEFAULT, reported);
    seasons = new SeasonStep(SeasonSettings.Mode.AUTO);
    alerts = new AlertStep(AlertSettings.DEFAULT, reported);
    SplittableRandom random = new SplittableRandom(1);
    RandomWalk walk = new RandomWalk(LEVEL);
    values = new float[LENGTH];
    forecasts = new Forecast[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      double fault = i % 3000 < 5 ? 4 : 0;
      values[i] = (float) (Math.sin(i / 20.0) + 0.3 * random.nextDouble() + fault);
      float[] window =
          Arrays.copyOfRange(values, Math.max(0, i + 1 - ConstantForecaster.SHAPE.window()), i + 1);
      forecasts[i] =
          walk.forecast(
              "s", STEP * i, STEP, window, 0, false, false, ConstantForecaster.SHAPE.horizon());
    }
    begin();
  }

  private void begin() {
    deviation = DeviationState.EMPTY;
    season = SeasonState.EMPTY;
    alert = AlertState.EMPTY;
    next = 0;
  }

  @Benchmark
  public Forecast observation() {
    if (next == LENGTH) {
      begin();
    }
    Forecast own = forecasts[next];
    SeasonStep.Season memory = seasons.open(season, CivilTime.UTC, CivilTime.UTC);
    DeviationStep.Judging judging = deviations.open(deviation, memory);
    alert = alerts.decide(alert, judging.judge("s", own.origin(), values[next])).state();
    Forecast calibrated = judging.expect(own, true);
    deviation = judging.close();
    season = memory.close();
    next++;
    return calibrated;
  }
}
