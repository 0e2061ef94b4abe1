package io.wavecast.deploy.grafana;

import static io.wavecast.deploy.grafana.OverviewBoard.quantile;
import static io.wavecast.deploy.grafana.OverviewBoard.rate;
import static io.wavecast.deploy.grafana.OverviewBoard.rateBy;
import static io.wavecast.deploy.grafana.Panel.lines;
import static io.wavecast.deploy.grafana.Panel.stack;
import static io.wavecast.deploy.grafana.Panel.stat;

import io.wavecast.deploy.grafana.Board.Row;
import java.util.List;

/** Are drawings labelled and chorales composed? */
final class SketchesAndChoralesBoard {
  private SketchesAndChoralesBoard() {}

  static Board board() {
    return new Board(
        "wavecast-sketches-chorales",
        "Wavecast / Sketches and chorales",
        "Are drawings labelled while they are drawn, and chorales composed on request?",
        false,
        List.of(sketches(), chorales()));
  }

  private static Row sketches() {
    return Row.of(
        "Are sketches labelled?",
        stack(
                "Labels by model",
                "Sketches labelled, a second. Each sketch that is not late gets one label.",
                Unit.PER_SECOND,
                new Query(rateBy("model", "wavecast_sketch_labels_total"), "{{model}}"))
            .wide(8),
        lines(
                "Latency from sketch to label",
                "From reading a sketch to handing on its label. A low load waits for a batch to fill: at"
                    + " most `batch.wait`.",
                Unit.SECONDS,
                new Query(quantile("0.5", "wavecast_sketch_latency_seconds"), "half"),
                new Query(quantile("0.99", "wavecast_sketch_latency_seconds"), "99 of 100"))
            .wide(8),
        lines(
                "Waiting and late",
                "Sketches that wait for their batch, and those a second that are older than the newest of"
                    + " their drawing, which get no label.",
                Unit.NUMBER,
                new Query("sum(wavecast_sketches_waiting{engine=~\"$engine\"})", "waiting"),
                new Query(rate("wavecast_sketches_late_total"), "late, a second"))
            .wide(8));
  }

  private static Row chorales() {
    return Row.of(
        "Are chorales composed?",
        lines(
            "Notes",
            "Notes composed, a second. Zero while chorales are unfinished: composing is stuck.",
            Unit.PER_SECOND,
            new Query(rate("wavecast_chorale_notes_total"), "notes")),
        lines(
            "Unfinished chorales",
            "Chorales that are being composed or wait, of each instance.",
            Unit.COUNT,
            new Query(
                "sum by (instance) (wavecast_chorales_unfinished{engine=~\"$engine\"})",
                "{{instance}}")),
        stat(
            "Chorales of the last hour",
            "Chorales composed to their end.",
            Unit.COUNT,
            Limits.none(),
            "sum(increase(wavecast_chorales_total{engine=~\"$engine\"}[1h]))"));
  }
}
