package io.wavecast.deploy.grafana;

import static io.wavecast.deploy.grafana.OverviewBoard.quantile;
import static io.wavecast.deploy.grafana.OverviewBoard.rate;
import static io.wavecast.deploy.grafana.OverviewBoard.rateBy;
import static io.wavecast.deploy.grafana.Panel.lines;
import static io.wavecast.deploy.grafana.Panel.stack;
import static io.wavecast.deploy.grafana.Panel.stat;

import io.wavecast.deploy.grafana.Board.Row;
import java.util.List;

/** Are sketches labelled and chorales composed? */
final class SketchesAndChoralesBoard {
  private SketchesAndChoralesBoard() {}

  static Board board() {
    return new Board(
        "wavecast-sketches-chorales",
        "Wavecast / Sketches and chorales",
        "Are sketches labelled while they are drawn, and chorales composed on request?",
        false,
        List.of(sketches(), chorales()));
  }

  private static Row sketches() {
    return Row.of(
        "Are sketches labelled?",
        stack(
                "Labels by model",
                "Labels per second. Each sketch that is not late gets one label.",
                Unit.PER_SECOND,
                new Query(rateBy("model", "wavecast_sketch_labels_total"), "{{model}}"))
            .wide(8),
        lines(
                "Latency from sketch to label",
                "Time from reading a sketch to emitting its label. At low load it includes up to"
                    + " `batch.linger` until a batch is flushed.",
                Unit.SECONDS,
                new Query(quantile("0.5", "wavecast_sketch_latency_seconds"), "p50"),
                new Query(quantile("0.99", "wavecast_sketch_latency_seconds"), "p99"))
            .wide(8),
        lines(
                "Pending and late",
                "Sketches whose label is pending, and late sketches per second: older than the latest one"
                    + " of their drawing, they get no label.",
                Unit.NUMBER,
                new Query("sum(wavecast_sketches_pending{engine=~\"$engine\"})", "pending"),
                new Query(rate("wavecast_sketches_late_total"), "late per second"))
            .wide(8));
  }

  private static Row chorales() {
    return Row.of(
        "Are chorales composed?",
        lines(
            "Notes",
            "Notes composed per second. If it is 0 while chorales are unfinished, composing is stuck.",
            Unit.PER_SECOND,
            new Query(rate("wavecast_chorale_notes_total"), "notes")),
        lines(
            "Unfinished chorales",
            "Chorales in progress or queued, per instance.",
            Unit.COUNT,
            new Query(
                "sum by (instance) (wavecast_chorales_unfinished{engine=~\"$engine\"})",
                "{{instance}}")),
        stat(
            "Chorales of the last hour",
            "Chorales completed.",
            Unit.COUNT,
            Limits.none(),
            "sum(increase(wavecast_chorales_total{engine=~\"$engine\"}[1h]))"));
  }
}
