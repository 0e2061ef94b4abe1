package io.wavecast.lab.context50;

import com.amazon.randomcutforest.config.TransformMethod;
import com.amazon.randomcutforest.parkservices.RCFCaster;
import com.amazon.randomcutforest.returntypes.RangeVector;
import io.wavecast.trainer.backtest.Method;
import io.wavecast.trainer.recorded.RecordedSeries;
import java.util.List;

/**
 * The forecaster of Random Cut Forest, {@code RCFCaster}, which learns from the series as it goes:
 * it has seen everything before an origin, not only the window. Points only, since its interval has
 * no level. The last value replaces a forecast that it cannot make yet.
 */
public record ForestMethod() implements Method {
  /** Values that the forest sees at once, as many as its authors use. */
  private static final int SHINGLE = 8;

  @Override
  public String name() {
    return "rcf";
  }

  @Override
  public Forecasts forecast(RecordedSeries series, int[] origins) {
    RCFCaster caster =
        RCFCaster.builder()
            .dimensions(SHINGLE)
            .shingleSize(SHINGLE)
            .randomSeed(1)
            .forecastHorizon(HORIZON)
            .transformMethod(TransformMethod.NORMALIZE)
            .build();
    float[] x = series.values();
    float[] points = new float[origins.length * HORIZON];
    int next = 0;
    for (int t = 0; t < x.length && next < origins.length; t++) {
      RangeVector ahead =
          caster
              .process(new double[] {x[t]}, series.timestamps()[t])
              .getTimedForecast()
              .rangeVector;
      if (origins[next] == t + 1) {
        for (int h = 0; h < HORIZON; h++) {
          boolean known = ahead.values.length == HORIZON && Float.isFinite(ahead.values[h]);
          points[next * HORIZON + h] = known ? ahead.values[h] : x[t];
        }
        next++;
      }
    }
    return new Forecasts(points, List.of(), new float[0]);
  }
}
