package io.wavecast.testkit.fakes;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.Forecasters;
import java.util.Arrays;

/**
 * Models by routes. Series whose key begins with {@value #LOST} have a model that forecasts {@value
 * #NUMBER} whatever it sees; the others, and those that it does not fit, have the mean of the
 * window. Thread-safe.
 */
public final class RoutedForecasters implements Forecasters {
  private static final String LOST = "lost";
  private static final float NUMBER = 0.75f;

  private final Forecaster usual = FakeForecaster.mean();
  private final Forecaster lost =
      new FakeForecaster(LOST, window -> number(), 1, (windows, n) -> {});

  @Override
  public Lease lease() {
    return new Lease() {
      @Override
      public Forecaster forSeries(String series) {
        return series.startsWith(LOST) ? lost : usual;
      }

      @Override
      public Forecaster insteadOf(Forecaster misfit, String series) {
        return usual;
      }

      @Override
      public void close() {}
    };
  }

  private static float[] number() {
    float[] forecast = new float[Forecaster.HORIZON];
    Arrays.fill(forecast, NUMBER);
    return forecast;
  }
}
