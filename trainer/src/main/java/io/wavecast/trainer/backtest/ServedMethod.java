package io.wavecast.trainer.backtest;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.pipeline.ForecastPipeline;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.forecast.season.SeasonSettings;
import io.wavecast.core.forecast.window.WindowSettings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.trainer.recorded.RecordedSeries;
import java.util.List;

/**
 * What the stream gives out with a model: calibrated intervals, gaps filled, the day and the week
 * remembered. Like the stream, it has seen everything before an origin, not only the window.
 *
 * @param name for tables
 * @param model owned by the caller
 * @param season what is remembered of the day and the week
 */
public record ServedMethod(String name, Forecaster model, SeasonSettings season) implements Method {
  private static final double LEVEL = 0.9;
  private static final List<Double> ENDS = List.of((1 - LEVEL) / 2, (1 + LEVEL) / 2);

  @Override
  public Forecasts forecast(RecordedSeries series, int[] origins) {
    Collected collected = new Collected(series, origins);
    ForecastSpec spec =
        new ForecastSpec(
            StreamSettings.of(Topics.withPrefix("")),
            WindowSettings.DEFAULT,
            AlertSettings.DEFAULT,
            LEVEL,
            season);
    ForecastPipeline pipeline =
        ForecastPipeline.inMemory(spec, Forecasters.of(model), collected::add, Metrics.NONE);
    for (int t = 0; t < series.size(); t++) {
      pipeline.process(new Observation(series.name(), series.timestamps()[t], series.values()[t]));
    }
    pipeline.flush();
    return new Forecasts(collected.points, ENDS, collected.ends);
  }

  /** The forecasts from some origins. */
  private static final class Collected {
    final float[] points;
    final float[] ends;
    private final RecordedSeries series;
    private final int[] origins;
    private int next;

    Collected(RecordedSeries series, int[] origins) {
      this.series = series;
      this.origins = origins;
      this.points = new float[origins.length * HORIZON];
      this.ends = new float[points.length * ENDS.size()];
    }

    /** Forecasts come in the order of their origins, one for each but the first value. */
    void add(Event event) {
      if (event instanceof Forecast f
          && next < origins.length
          && f.origin() == series.timestamps()[origins[next] - 1]) {
        for (int h = 0; h < HORIZON; h++) {
          int at = next * HORIZON + h;
          points[at] = f.yhat()[h];
          ends[2 * at] = f.yhatLower()[h];
          ends[2 * at + 1] = f.yhatUpper()[h];
        }
        next++;
      }
    }
  }
}
