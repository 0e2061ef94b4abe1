package io.wavecast.deploy.grafana;

import static io.wavecast.deploy.grafana.OverviewBoard.quantile;
import static io.wavecast.deploy.grafana.OverviewBoard.rateBy;
import static io.wavecast.deploy.grafana.Panel.lines;
import static io.wavecast.deploy.grafana.Panel.stack;
import static io.wavecast.deploy.grafana.Panel.stat;

import io.wavecast.deploy.grafana.Board.Row;
import io.wavecast.deploy.grafana.Panel.Kind;
import java.util.List;

/** Which series leave their forecasts? */
final class DeviationsBoard {
  private DeviationsBoard() {}

  static Board board() {
    return new Board(
        "wavecast-deviations",
        "Wavecast / Deviations",
        "Which series leave their forecasts, and who was told?",
        false,
        List.of(now(), series(), told()));
  }

  private static Row now() {
    return Row.of(
        "How are the series now?",
        stat(
            "Critical",
            "Series that deviate much. See *WavecastSeriesCritical* in the runbook.",
            Unit.COUNT,
            Limits.above(1),
            in("CRITICAL")),
        stat(
            "Warning",
            "Series that deviate, or are silent.",
            Unit.COUNT,
            new Limits(List.of(new Limits.Step(0, Limits.GREEN), new Limits.Step(1, Limits.AMBER))),
            in("WARNING")),
        stat(
            "Recovering",
            "Series that are as expected again, but not for long enough yet.",
            Unit.COUNT,
            Limits.none(),
            in("RECOVERING")),
        stat(
            "Pending",
            "Series that deviate, but not often enough yet for anybody to be told.",
            Unit.COUNT,
            Limits.none(),
            in("PENDING")),
        stat(
            "As expected",
            "Series that follow their forecasts.",
            Unit.COUNT,
            Limits.none(),
            in("OK")),
        stat(
            "Not yet told",
            "Changes of alerts that wait for Alertmanager or the webhook. More than 0 for long: see"
                + " *WavecastAlertsUndelivered* in the runbook.",
            Unit.COUNT,
            Limits.above(1),
            "sum(wavecast_alerts_undelivered{engine=~\"$engine\"}) or vector(0)"));
  }

  private static Row series() {
    return Row.of(
        "Which, and how much?",
        stack(
            "Series that are not as expected, by state",
            "One colour a state. Many at once usually have one cause, upstream of all of them.",
            Unit.COUNT,
            new Query(
                "sum by (state) (wavecast_alert_series{engine=~\"$engine\",state!=\"OK\"})",
                "{{state}}")),
        Panel.of(
            Kind.BARS,
            "Worst series",
            "The highest score of the last minutes, of the ten series where it was highest; above 1 is"
                + " anomalous. Their course is on the deviations topic and in the console.",
            Unit.NUMBER,
            Limits.above(1, 2),
            new Query(
                "sort_desc(topk(10, max by (series) (wavecast_deviation_worst{engine=~\"$engine\"})))",
                "{{series}}")),
        Panel.of(
            Kind.HEATMAP,
            "Scores",
            "How many observations had which score. Up to 1 is expected; a band that rises above 1 is a"
                + " fault that many series share.",
            Unit.NUMBER,
            Limits.none(),
            new Query(rateBy("le", "wavecast_deviation_score_bucket"), "{{le}}")),
        lines(
            "Scores, spread",
            "99 of 100 and 999 of 1,000 observations score less than this.",
            Unit.NUMBER,
            new Query(quantile("0.99", "wavecast_deviation_score"), "99 of 100"),
            new Query(quantile("0.999", "wavecast_deviation_score"), "999 of 1,000")));
  }

  private static Row told() {
    return Row.of(
        "What happened, and who was told?",
        Panel.of(
            Kind.STACK,
            "Changes of state",
            "Changes that series went through, by the state that they came into, in the time of one point."
                + " The alerts topic holds each with its reason.",
            Unit.COUNT,
            Limits.none(),
            new Query(risesBy("state", "wavecast_alerts_total"), "{{state}}")),
        Panel.of(
            Kind.STATES,
            "Alerts of Prometheus' rules",
            "Which rules about the service fired when. Each has a section in the runbook.",
            Unit.COUNT,
            Limits.above(1),
            new Query(
                "max by (alertname) (ALERTS{alertname=~\"Wavecast.+\",alertstate=\"firing\",engine=~\"$engine|\"})",
                "{{alertname}}")),
        lines(
            "Told, by whom and how it went",
            "Changes that Alertmanager and the webhook took (ok), refused for good (refused), and tries that"
                + " failed and come again (failed), in the time of one point.",
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
