package io.wavecast.deploy.grafana;

import static io.wavecast.deploy.grafana.OverviewBoard.rate;
import static io.wavecast.deploy.grafana.Panel.lines;
import static io.wavecast.deploy.grafana.Panel.stack;
import static io.wavecast.deploy.grafana.Panel.stat;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.deploy.grafana.Board.Row;
import io.wavecast.deploy.grafana.Panel.Kind;
import java.util.List;
import java.util.stream.IntStream;

/** How good are the forecasts? */
final class QualityBoard {
  private static final String MET = "wavecast_intervals_met_total{engine=~\"$engine\"}";
  private static final String MISSED = "wavecast_intervals_missed_total{engine=~\"$engine\"}";
  private static final Limits COVERAGE = Limits.within(0.8, 0.85, 0.95, 0.98);

  private QualityBoard() {}

  static Board board() {
    return new Board(
        "wavecast-quality",
        "Wavecast / Forecast quality",
        "How good are the forecasts, and do their intervals hold what they promise?",
        true,
        List.of(glance(), coverage(), errors(), models()));
  }

  private static Row glance() {
    return Row.of(
        "At a glance",
        stat(
            "Coverage",
            "Share of the values of the last hour that fell into the interval forecast for them, over all"
                + " lead times. Intervals of 90 % should hold about 90 %.",
            Unit.SHARE,
            COVERAGE,
            share("", "1h")),
        stat(
            "Coverage, first step",
            "The same, of the forecasts made just one step before.",
            Unit.SHARE,
            COVERAGE,
            share("1", "1h")),
        stat(
            "Error, first step",
            "Median absolute error of the last hour, one step ahead, as a multiple of the series' own mean"
                + " change: 1 is what guessing the last value gives.",
            Unit.NUMBER,
            Limits.above(1, 1.5),
            error("1", "1h")),
        stat(
            "Error, last step",
            "The same, ten steps ahead, where a guess of the last value is worse than 1.",
            Unit.NUMBER,
            Limits.none(),
            error("10", "1h")),
        stat(
            "Judged",
            "Forecasts of single values that were compared with what came, a second.",
            Unit.PER_SECOND,
            Limits.none(),
            "sum(rate("
                + MET
                + "[$__rate_interval])) + sum(rate("
                + MISSED
                + "[$__rate_interval]))"),
        stat(
            "Not from a model",
            "Share of the forecasts of the last hour that the random walk made in place of a model whose"
                + " output was not finite.",
            Unit.SHARE,
            Limits.above(0.001, 0.01),
            "sum(increase(wavecast_forecasts_fallback_total{engine=~\"$engine\"}[1h])) /"
                + " sum(increase(wavecast_forecasts_total{engine=~\"$engine\"}[1h])) or vector(0)"));
  }

  private static Row coverage() {
    return Row.of(
        "Do the intervals hold what they promise?",
        lines(
            "Coverage by lead time",
            "One line a lead time. All should stay near the level that is set (90 %): intervals are calibrated"
                + " for each series and lead time as values come. A lasting gap: see *WavecastCoverageOff*"
                + " in the runbook.",
            Unit.SHARE,
            new Query(shareBy("lead", "10m"), "{{lead}} ahead")),
        Panel.of(
            Kind.BARS,
            "Coverage by lead time, last hour",
            "The same over an hour, the first lead time on top.",
            Unit.SHARE,
            COVERAGE,
            IntStream.rangeClosed(1, Forecaster.HORIZON)
                .mapToObj(lead -> new Query(share(Integer.toString(lead), "1h"), lead + " ahead"))
                .toArray(Query[]::new)));
  }

  private static Row errors() {
    return Row.of(
        "How large are the errors?",
        lines(
            "Median absolute error by lead time",
            "As a multiple of the series' own mean change from one value to the next, so that series of any"
                + " size can be looked at together. Rising for all lead times at once: the series have"
                + " changed, see *WavecastErrorDrift* in the runbook.",
            Unit.NUMBER,
            new Query(
                "histogram_quantile(0.5, sum by (le, lead)"
                    + " (rate(wavecast_forecast_error_bucket{engine=~\"$engine\"}[$__rate_interval])))",
                "{{lead}} ahead")),
        lines(
            "Error of the first step, spread",
            "Half, 9 of 10 and 99 of 100 of the errors one step ahead are smaller than this.",
            Unit.NUMBER,
            new Query(quantile("0.5"), "half"),
            new Query(quantile("0.9"), "9 of 10"),
            new Query(quantile("0.99"), "99 of 100")));
  }

  private static Row models() {
    String byModel = "{engine=~\"$engine\",model=~\"$model\"}[$__rate_interval]))";
    return Row.of(
        "Which models make them?",
        stack(
            "Forecasts by model",
            "A series is forecast by the model that its route names, and by the random walk until its"
                + " window is whole.",
            Unit.PER_SECOND,
            new Query("sum by (model) (rate(wavecast_forecasts_total" + byModel, "{{model}}")),
        lines(
            "Not finite, by model",
            "Share of a model's forecasts that were not finite, so that the random walk made them.",
            Unit.SHARE,
            new Query(
                "sum by (model) (rate(wavecast_forecasts_fallback_total"
                    + byModel
                    + " / sum by (model) (rate(wavecast_forecasts_total"
                    + byModel,
                "{{model}}")),
        stack(
            "Values that were filled in",
            "Forecasts over a gap stand on values that nobody measured: expect them to be poorer.",
            Unit.PER_SECOND,
            new Query(rate("wavecast_values_imputed_total"), "filled in"),
            new Query(rate("wavecast_windows_restarted_total"), "windows begun anew")));
  }

  private static String share(String lead, String range) {
    String selected = lead.isEmpty() ? "}" : ",lead=\"" + lead + "\"}";
    String met = "sum(increase(" + MET.replace("}", selected) + "[" + range + "]))";
    String missed = "sum(increase(" + MISSED.replace("}", selected) + "[" + range + "]))";
    return met + " / (" + met + " + " + missed + ")";
  }

  private static String shareBy(String label, String range) {
    String met = "sum by (" + label + ") (increase(" + MET + "[" + range + "]))";
    String missed = "sum by (" + label + ") (increase(" + MISSED + "[" + range + "]))";
    return met + " / (" + met + " + " + missed + ")";
  }

  private static String error(String lead, String range) {
    return "histogram_quantile(0.5, sum by (le)"
        + " (increase(wavecast_forecast_error_bucket{engine=~\"$engine\",lead=\""
        + lead
        + "\"}["
        + range
        + "])))";
  }

  private static String quantile(String share) {
    return "histogram_quantile("
        + share
        + ", sum by (le)"
        + " (rate(wavecast_forecast_error_bucket{engine=~\"$engine\",lead=\"1\"}[$__rate_interval])))";
  }
}
