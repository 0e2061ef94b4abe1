package io.wavecast.core.forecast.deviation;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.pipeline.ForecastPipeline;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.forecast.season.SeasonSettings;
import io.wavecast.core.forecast.window.WindowSettings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs labelled series through the engine, for a score of each of their rows. */
final class Detection {
  private static final double LEVEL = 0.9;

  private Detection() {}

  /**
   * A detection for each row: the score where it is a peak, else 0, also for rows that were
   * dropped.
   *
   * @param deviations receives every deviation by its time
   */
  static double[] of(
      Labelled series, Forecasters models, Profile profile, Map<Long, Deviation> deviations) {
    ForecastSpec spec =
        new ForecastSpec(
            StreamSettings.of(Topics.withPrefix("")),
            WindowSettings.DEFAULT,
            AlertSettings.DEFAULT,
            LEVEL,
            SeasonSettings.DEFAULT);
    ForecastPipeline pipeline =
        ForecastPipeline.inMemory(
            spec,
            models,
            event -> {
              if (event instanceof Deviation d) {
                deviations.put(d.timestamp(), d);
              }
            },
            Metrics.NONE);
    int n = series.values().length;
    boolean[] accepted = new boolean[n];
    for (int i = 0; i < n; i++) {
      accepted[i] =
          switch (pipeline.process(new Observation("s", series.times()[i], series.values()[i]))) {
            case FIRST, NEXT, RESTART -> true;
            case COUNTER, DUPLICATE, LATE -> false;
          };
    }
    pipeline.flush();
    double[] scores = new double[n];
    for (int i = 0; i < n; i++) {
      Deviation d = deviations.get(series.times()[i]);
      scores[i] =
          accepted[i] && d != null && d.peak() ? d.score() / (Deviation.USUAL + d.score()) : 0;
    }
    return scores;
  }

  /** The result of several series under the standard profile of NAB. */
  static NabScore.Result of(
      List<Labelled> corpus, Forecaster model, Profile profile, double[] weights) {
    return NabScore.of(
        corpus,
        corpus.stream().map(s -> of(s, Forecasters.of(model), profile, new HashMap<>())).toList(),
        weights);
  }
}
