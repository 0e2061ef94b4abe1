package io.wavecast.deploy.grafana;

import static io.wavecast.deploy.grafana.Panel.lines;
import static io.wavecast.deploy.grafana.Panel.stack;
import static io.wavecast.deploy.grafana.Panel.stat;

import io.wavecast.deploy.grafana.Board.Row;
import java.util.List;

/** How do the models run? */
final class InferenceBoard {
  private static final String ENGINE = "{engine=~\"$engine\"}";
  private static final String BY_MODEL = "{engine=~\"$engine\",model=~\"$model\"}";

  private InferenceBoard() {}

  static Board board() {
    return new Board(
        "wavecast-inference",
        "Wavecast / Inference",
        "How do the models run: in which batches, how fast, on what device?",
        true,
        List.of(charge(), speed(), trouble()));
  }

  private static Row charge() {
    return Row.of(
        "Which models are in charge?",
        Panel.of(
                Panel.Kind.TABLE,
                "Models loaded",
                "Each model with its version, and the device that it runs on.",
                Unit.COUNT,
                Limits.none(),
                new Query(
                    "sum by (model, version, device) (wavecast_model_info" + BY_MODEL + ")", ""))
            .wide(12),
        stack(
            "Forecasts by model",
            "Who makes the forecasts. Series without a whole window are forecast by the random walk.",
            Unit.PER_SECOND,
            new Query(rateBy("model", "wavecast_forecasts_total"), "{{model}}")));
  }

  private static Row speed() {
    return Row.of(
        "How fast are they?",
        lines(
                "Duration of one run, 99 of 100",
                "99 of 100 runs of a model, each over one batch, take less than this.",
                Unit.SECONDS,
                new Query(quantile("0.99", "model", "wavecast_inference_seconds"), "{{model}}"))
            .wide(8),
        lines(
                "Time per forecast",
                "Duration of the runs divided by the windows in them: what one forecast costs.",
                Unit.SECONDS,
                new Query(
                    rateBy("model", "wavecast_inference_seconds_sum")
                        + " / "
                        + rateBy("model", "wavecast_batch_size_windows_sum"),
                    "{{model}}"))
            .wide(8),
        lines(
                "Windows in a batch, mean",
                "Larger batches are cheaper by the forecast; `batch.size` is the most, `batch.wait` the"
                    + " longest time that an observation waits for one to fill.",
                Unit.COUNT,
                new Query(
                    rateBy("model", "wavecast_batch_size_windows_sum")
                        + " / "
                        + rateBy("model", "wavecast_batch_size_windows_count"),
                    "{{model}}"))
            .wide(8),
        Panel.of(
                Panel.Kind.HEATMAP,
                "Windows in a batch",
                "How many runs had how many windows. One bright band at the top: the load fills every"
                    + " batch; near the bottom: batches leave because time is up.",
                Unit.COUNT,
                Limits.none(),
                new Query(rateBy("le", "wavecast_batch_size_windows_bucket"), "{{le}}"))
            .wide(12),
        lines(
            "Processors busy with models",
            "Seconds of inference in a second. On a CPU this is how many of its cores the models keep"
                + " busy.",
            Unit.NUMBER,
            new Query(rateBy("model", "wavecast_inference_seconds_sum"), "{{model}}")));
  }

  private static Row trouble() {
    return Row.of(
        "What went wrong?",
        stack(
            "Forecasts that the random walk made instead",
            "The model's output was not finite. See *WavecastModelFallsBack* in the runbook.",
            Unit.PER_SECOND,
            new Query(rateBy("model", "wavecast_forecasts_fallback_total"), "{{model}}")),
        stat(
                "Model files refused",
                "Files that did not hold their contract in the last hour; the old model stays in charge."
                    + " See *WavecastModelLoadFailed* in the runbook.",
                Unit.COUNT,
                Limits.above(1),
                "sum(increase(wavecast_model_loads_total{engine=~\"$engine\",outcome=\"refused\"}[1h]))"
                    + " or vector(0)")
            .wide(6),
        stat(
                "Model files loaded",
                "Files loaded since the start of the instances.",
                Unit.COUNT,
                Limits.none(),
                "sum(wavecast_model_loads_total{engine=~\"$engine\",outcome=\"ok\"})")
            .wide(6));
  }

  private static String rateBy(String label, String counter) {
    String selector = label.equals("le") ? ENGINE : BY_MODEL;
    return "sum by (" + label + ") (rate(" + counter + selector + "[$__rate_interval]))";
  }

  private static String quantile(String share, String label, String histogram) {
    return "histogram_quantile("
        + share
        + ", "
        + "sum by (le, "
        + label
        + ") (rate("
        + histogram
        + "_bucket"
        + BY_MODEL
        + "[$__rate_interval])))";
  }
}
