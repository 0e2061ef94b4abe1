package io.wavecast.deploy.grafana;

import static io.wavecast.deploy.grafana.OverviewBoard.quantile;
import static io.wavecast.deploy.grafana.OverviewBoard.rateBy;
import static io.wavecast.deploy.grafana.Panel.lines;
import static io.wavecast.deploy.grafana.Panel.stack;
import static io.wavecast.deploy.grafana.Panel.stat;

import io.wavecast.deploy.grafana.Board.Row;
import io.wavecast.deploy.grafana.Panel.Kind;
import java.util.List;

/** Which series deviate from their forecasts? */
final class DeviationsBoard {
  private DeviationsBoard() {}

  static Board board() {
    return new Board(
        "wavecast-deviations",
        "Wavecast / Deviations",
        "Which series deviate from their forecasts, and were their alerts delivered?",
        false,
        List.of(now(), series(), delivery()));
  }

  private static Row now() {
    return Row.of(
        "How are the series now?",
        stat(
            "Critical",
            "Series that deviate strongly. See *WavecastSeriesCritical* in the runbook.",
            Unit.COUNT,
            Limits.above(1),
            in("CRITICAL")),
        stat(
            "Warning",
            "Series that deviate or are stale.",
            Unit.COUNT,
            new Limits(List.of(new Limits.Step(0, Limits.GREEN), new Limits.Step(1, Limits.AMBER))),
            in("WARNING")),
        stat(
            "Recovering",
            "Series back within expectation, but not yet for long enough.",
            Unit.COUNT,
            Limits.none(),
            in("RECOVERING")),
        stat(
            "Pending",
            "Series that deviate, but not yet often enough to alert.",
            Unit.COUNT,
            Limits.none(),
            in("PENDING")),
        stat("OK", "Series that follow their forecasts.", Unit.COUNT, Limits.none(), in("OK")),
        stat(
            "Undelivered",
            "Alert state changes not yet delivered to Alertmanager or the webhook. If it stays above"
                + " 0, see *WavecastAlertsUndelivered* in the runbook.",
            Unit.COUNT,
            Limits.above(1),
            "sum(wavecast_alerts_undelivered{engine=~\"$engine\"}) or vector(0)"));
  }

  private static Row series() {
    return Row.of(
        "Which series deviate, and how much?",
        stack(
            "Series not in state OK, by state",
            "Many series at once usually share one cause upstream.",
            Unit.COUNT,
            new Query(
                "sum by (state) (wavecast_alert_series{engine=~\"$engine\",state!=\"OK\"})",
                "{{state}}")),
        Panel.of(
            Kind.BARS,
            "Highest scores",
            "The ten series with the highest scores of the last five to ten minutes. Above 1 is"
                + " anomalous. The deviations topic and the console have their history.",
            Unit.NUMBER,
            Limits.above(1, 2),
            new Query(
                "sort_desc(topk(10, max by (series) (wavecast_deviation_score_top{engine=~\"$engine\"})))",
                "{{series}}")),
        Panel.of(
            Kind.HEATMAP,
            "Scores",
            "Observations by score. Up to 1 is expected. A band that rises above 1 is a fault shared by"
                + " many series.",
            Unit.NUMBER,
            Limits.none(),
            new Query(rateBy("le", "wavecast_deviation_score_bucket"), "{{le}}")),
        lines(
            "Score percentiles",
            "The 99th and the 99.9th percentile of all scores.",
            Unit.NUMBER,
            new Query(quantile("0.99", "wavecast_deviation_score"), "p99"),
            new Query(quantile("0.999", "wavecast_deviation_score"), "p99.9")));
  }

  private static Row delivery() {
    return Row.of(
        "What happened, and was it delivered?",
        Panel.of(
            Kind.STACK,
            "Alert state transitions",
            "Transitions of series per interval, by new state. The alerts topic has each with its"
                + " reason.",
            Unit.COUNT,
            Limits.none(),
            new Query(risesBy("state", "wavecast_alerts_total"), "{{state}}")),
        Panel.of(
            Kind.STATES,
            "Alerts by Prometheus' rules",
            "Alerts about the service itself, over time. Each has a section in the runbook.",
            Unit.COUNT,
            Limits.above(1),
            new Query(
                "max by (alertname) (ALERTS{alertname=~\"Wavecast.+\",alertstate=\"firing\",engine=~\"$engine|\"})",
                "{{alertname}}")),
        lines(
            "Deliveries by sink and outcome",
            "State changes per interval that a sink accepted (ok), rejected for good (refused), or could not"
                + " take and will be sent again (failed).",
            Unit.COUNT,
            new Query(
                risesBy("sink, outcome", "wavecast_alerts_delivered_total"),
                "{{sink}} {{outcome}}")));
  }

  private static String risesBy(String labels, String counter) {
    return "sum by ("
        + labels
        + ") (increase("
        + counter
        + "{engine=~\"$engine\"}[$__rate_interval]))";
  }

  private static String in(String state) {
    return "sum(wavecast_alert_series{engine=~\"$engine\",state=\"" + state + "\"}) or vector(0)";
  }
}
