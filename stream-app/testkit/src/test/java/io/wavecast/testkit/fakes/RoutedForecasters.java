package io.wavecast.testkit.fakes;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.Shape;
import java.util.Arrays;

/**
 * Models by routes. Series whose key begins with {@value #LOST} have a model that forecasts {@value
 * #NUMBER} whatever it sees; those whose key begins with {@value #WIDE}, the mean of a longer
 * window; the others, and those that a model does not fit, the mean of the window. Thread-safe.
 */
public final class RoutedForecasters implements Forecasters {
  private static final String LOST = "lost";
  private static final float NUMBER = 0.75f;

  private static final String WIDE = "wide";

  private final Forecaster usual = FakeForecaster.mean();
  private final Forecaster wide = FakeForecaster.mean(WIDE, new Shape(64, 24));
  private final Forecaster lost =
      new FakeForecaster(LOST, FakeForecaster.SHAPE, window -> number(), 1, (windows, n) -> {});

  @Override
  public Lease lease() {
    return new Lease() {
      @Override
      public Forecaster forSeries(String series) {
        return series.startsWith(LOST) ? lost : series.startsWith(WIDE) ? wide : usual;
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
    float[] forecast = new float[FakeForecaster.SHAPE.horizon()];
    Arrays.fill(forecast, NUMBER);
    return forecast;
  }
}
