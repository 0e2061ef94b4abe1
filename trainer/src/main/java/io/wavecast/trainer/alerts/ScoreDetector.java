package io.wavecast.trainer.alerts;

import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.AlertState;
import io.wavecast.core.forecast.alert.AlertStep;
import io.wavecast.core.forecast.alert.AlertStep.Decided;
import io.wavecast.core.forecast.alert.RuleText;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.forecast.Deviation;
import java.util.List;

/** A method that only scores values; it alerts where two of three scores are above 1. */
interface ScoreDetector extends Detector {
  AlertStep RULE =
      new AlertStep(
          new AlertSettings(
              List.of(
                  RuleText.read("scores * min-breaches=2 window=3 recovery=0.5 recover-after=5"))),
          Metrics.NONE);

  /** A score for each value, above 1 anomalous; it depends on that value and those before. */
  double[] scores(LabelledSeries series);

  @Override
  default List<Span> alerts(LabelledSeries series) {
    AlertSpans spans = new AlertSpans(series);
    AlertState state = AlertState.EMPTY;
    double[] scores = scores(series);
    for (int i = 0; i < scores.length; i++) {
      Decided decided = RULE.decide(state, deviation(series, i, scores[i]));
      state = decided.state();
      decided.alert().ifPresent(spans::add);
    }
    return spans.spans();
  }

  private static Deviation deviation(LabelledSeries series, int i, double score) {
    return new Deviation(
        series.name(),
        series.timeAt(i),
        series.values()[i],
        0,
        Float.NaN,
        Float.NaN,
        Float.NaN,
        (float) Math.min(score, Float.MAX_VALUE),
        false,
        new float[0]);
  }
}
