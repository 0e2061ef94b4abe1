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

/** How accurate are the forecasts? */
final class QualityBoard {
  private static final String MET = "wavecast_intervals_met_total{engine=~\"$engine\"}";
  private static final String MISSED = "wavecast_intervals_missed_total{engine=~\"$engine\"}";
  private static final Limits COVERAGE = Limits.within(0.8, 0.85, 0.95, 0.98);

  private QualityBoard() {}

  static Board board() {
    return new Board(
        "wavecast-quality",
        "Wavecast / Forecast quality",
        "How accurate are the forecasts, and do the intervals cover their level?",
        true,
        List.of(glance(), coverage(), errors(), models()));
  }

  private static Row glance() {
    return Row.of(
        "At a glance",
        stat(
            "Coverage",
            "Share of the values of the last hour inside their forecast interval, over all lead times."
                + " 90 % intervals should cover about 90 %.",
            Unit.SHARE,
            COVERAGE,
            share("", "1h")),
        stat(
            "Coverage, first step",
            "The same, for lead time 1 only.",
            Unit.SHARE,
            COVERAGE,
            share("1", "1h")),
        stat(
            "Error, first step",
            "Median absolute error of the last hour, one step ahead, divided by the series' mean absolute"
                + " change. Repeating the last value gives about 1.",
            Unit.NUMBER,
            Limits.above(1, 1.5),
            error("1", "1h")),
        stat(
            "Error, last step",
            "The same, ten steps ahead. Repeating the last value gives more than 1.",
            Unit.NUMBER,
            Limits.none(),
            error("10", "1h")),
        stat(
            "Evaluated",
            "Forecast values per second that were compared with the observed value.",
            Unit.PER_SECOND,
            Limits.none(),
            "sum(rate("
                + MET
                + "[$__rate_interval])) + sum(rate("
                + MISSED
                + "[$__rate_interval]))"),
        stat(
            "Fallback",
            "Share of the forecasts of the last hour that the random walk made because the model's output"
                + " was not finite.",
            Unit.SHARE,
            Limits.above(0.001, 0.01),
            "sum(increase(wavecast_forecasts_fallback_total{engine=~\"$engine\"}[1h])) /"
                + " sum(increase(wavecast_forecasts_total{engine=~\"$engine\"}[1h])) or vector(0)"));
  }

  private static Row coverage() {
    return Row.of(
        "Do the intervals cover their level?",
        lines(
            "Coverage by lead time",
            "All lines should stay near the configured level (90 %), because intervals are calibrated"
                + " continuously per series and lead time. For a lasting gap see *WavecastCoverageOff*"
                + " in the runbook.",
            Unit.SHARE,
            new Query(shareBy("lead", "10m"), "{{lead}} ahead")),
        Panel.of(
            Kind.BARS,
            "Coverage by lead time, last hour",
            "The same over the last hour, lead time 1 on top.",
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
            "Divided by the series' mean absolute change, so that series of any magnitude are comparable."
                + " If all lead times rise at once, the series have changed, see *WavecastErrorDrift* in"
                + " the runbook.",
            Unit.NUMBER,
            new Query(
                "histogram_quantile(0.5, sum by (le, lead)"
                    + " (rate(wavecast_forecast_error_bucket{engine=~\"$engine\"}[$__rate_interval])))",
                "{{lead}} ahead")),
        lines(
            "Error percentiles, first step",
            "Median, 90th and 99th percentile of the absolute error, one step ahead.",
            Unit.NUMBER,
            new Query(quantile("0.5"), "p50"),
            new Query(quantile("0.9"), "p90"),
            new Query(quantile("0.99"), "p99")));
  }

  private static Row models() {
    String byModel = "{engine=~\"$engine\",model=~\"$model\"}[$__rate_interval]))";
    return Row.of(
        "Which models make the forecasts?",
        stack(
            "Forecasts by model",
            "A series is forecast by the model of its route, and by the random walk until its window is"
                + " full.",
            Unit.PER_SECOND,
            new Query("sum by (model) (rate(wavecast_forecasts_total" + byModel, "{{model}}")),
        lines(
            "Not finite, by model",
            "Share of a model's forecasts that were not finite and came from the random walk instead.",
            Unit.SHARE,
            new Query(
                "sum by (model) (rate(wavecast_forecasts_fallback_total"
                    + byModel
                    + " / sum by (model) (rate(wavecast_forecasts_total"
                    + byModel,
                "{{model}}")),
        stack(
            "Imputed values and restarted windows",
            "Forecasts after a gap rely partly on imputed values and are less accurate.",
            Unit.PER_SECOND,
            new Query(rate("wavecast_values_imputed_total"), "imputed values"),
            new Query(rate("wavecast_windows_restarted_total"), "restarted windows")));
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
