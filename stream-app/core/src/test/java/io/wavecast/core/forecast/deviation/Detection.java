package io.wavecast.core.forecast.deviation;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.batch.BatchForecaster;
import io.wavecast.core.forecast.engine.LocalEngine;
import io.wavecast.core.forecast.window.SeriesStep;
import io.wavecast.core.forecast.window.WindowSettings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Observation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs labelled series through the engine, for a score of each of their rows. */
final class Detection {
  private static final double LEVEL = 0.9;
  private static final int BATCH = 64;

  private Detection() {}

  /**
   * A detection for each row: the score where it is a peak, else 0, also for rows that were
   * dropped.
   *
   * @param deviations receives every deviation by its time
   */
  static double[] of(
      Labelled series, Forecasters models, Profile profile, Map<Long, Deviation> deviations) {
    SeriesStep step =
        new SeriesStep(
            WindowSettings.DEFAULT,
            new DeviationSettings(profile),
            AlertSettings.DEFAULT,
            LEVEL,
            Metrics.NONE);
    LocalEngine engine =
        new LocalEngine(
            step,
            new BatchForecaster(models, LEVEL, BATCH, Metrics.NONE, () -> 0),
            BATCH,
            event -> {
              if (event instanceof Deviation d) {
                deviations.put(d.timestamp(), d);
              }
            });
    int n = series.values().length;
    boolean[] accepted = new boolean[n];
    for (int i = 0; i < n; i++) {
      accepted[i] =
          engine.accept(new Observation("s", series.times()[i], series.values()[i]))
              == SeriesStep.Kind.ACCEPTED;
    }
    engine.flush();
    double[] scores = new double[n];
    for (int i = 0; i < n; i++) {
      Deviation d = deviations.get(series.times()[i]);
      scores[i] = accepted[i] && d != null && d.peak() ? d.score() / (1 + d.score()) : 0;
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
