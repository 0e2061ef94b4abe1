package io.wavecast.trainer.backtest;

import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.recorded.RecordedSeries;
import java.util.List;
import java.util.Locale;

/** Something that forecasts. Methods see only what lies before an origin. */
public interface Method {

  /** Values that a method forecasts. */
  int HORIZON = WindowSet.HORIZON;

  String name();

  /** The name in tables, in lower case. */
  default String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Forecasts a series from several origins.
   *
   * @param origins indexes of the first value to forecast, ascending, each at least 50
   */
  Forecasts forecast(RecordedSeries series, int[] origins);

  /**
   * The forecasts of a method.
   *
   * @param points [origins, 10]
   * @param levels levels of the quantiles, ascending; empty when the method gives points only
   * @param quantiles [origins, 10, levels]
   */
  record Forecasts(float[] points, List<Double> levels, float[] quantiles) {

    /** Points without quantiles. */
    static Forecasts points(float[] points) {
      return new Forecasts(points, List.of(), new float[0]);
    }
  }
}
