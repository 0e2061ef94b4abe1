package io.wavecast.trainer.alerts;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.pipeline.ForecastPipeline;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Observation;
import java.util.List;

/**
 * The pipeline that replay and the stream run.
 *
 * @param spec its settings
 * @param models its forecasters, owned by the caller
 */
public record ShippedDetector(ForecastSpec spec, Forecasters models) {
  /**
   * When a series was in alert, in order of time: where each alert began, and where it was over.
   */
  public List<Span> alerts(LabelledSeries series) {
    AlertSpans spans = new AlertSpans(series);
    ForecastPipeline pipeline =
        ForecastPipeline.inMemory(
            spec,
            models,
            event -> {
              if (event instanceof Alert alert) {
                spans.add(alert);
              }
            },
            Metrics.NONE);
    for (int i = 0; i < series.size(); i++) {
      pipeline.process(new Observation(series.name(), series.timeAt(i), series.values()[i]));
    }
    pipeline.flush();
    return spans.spans();
  }
}
