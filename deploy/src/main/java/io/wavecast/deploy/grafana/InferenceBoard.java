package io.wavecast.deploy.grafana;

import static io.wavecast.deploy.grafana.Panel.lines;
import static io.wavecast.deploy.grafana.Panel.stack;
import static io.wavecast.deploy.grafana.Panel.stat;

import io.wavecast.deploy.grafana.Board.Row;
import java.util.List;

/** How do the models perform? */
final class InferenceBoard {
  private static final String ENGINE = "{engine=~\"$engine\"}";
  private static final String BY_MODEL = "{engine=~\"$engine\",model=~\"$model\"}";

  private InferenceBoard() {}

  static Board board() {
    return new Board(
        "wavecast-inference",
        "Wavecast / Inference",
        "How do the models perform: batch sizes, speed, device?",
        true,
        List.of(models(), speed(), problems()));
  }

  private static Row models() {
    return Row.of(
        "Which models are active?",
        Panel.of(
                Panel.Kind.TABLE,
                "Models loaded",
                "Each loaded model with its version and device.",
                Unit.COUNT,
                Limits.none(),
                new Query(
                    "sum by (model, version, device) (wavecast_model_info" + BY_MODEL + ")", ""))
            .wide(12),
        stack(
            "Forecasts by model",
            "Forecasts per second. Series without a full window are forecast by the random walk.",
            Unit.PER_SECOND,
            new Query(rateBy("model", "wavecast_forecasts_total"), "{{model}}")));
  }

  private static Row speed() {
    return Row.of(
        "How fast are they?",
        lines(
                "Duration of one run, p99",
                "99th percentile of the duration of one run over one batch.",
                Unit.SECONDS,
                new Query(quantile("0.99", "model", "wavecast_inference_seconds"), "{{model}}"))
            .wide(8),
        lines(
                "Time per forecast",
                "Total duration of the runs divided by the number of windows in them.",
                Unit.SECONDS,
                new Query(
                    rateBy("model", "wavecast_inference_seconds_sum")
                        + " / "
                        + rateBy("model", "wavecast_batch_size_windows_sum"),
                    "{{model}}"))
            .wide(8),
        lines(
                "Mean batch size",
                "Larger batches cost less per forecast. `batch.size` is the maximum, `batch.linger` the"
                    + " longest time to wait for a batch to fill.",
                Unit.COUNT,
                new Query(
                    rateBy("model", "wavecast_batch_size_windows_sum")
                        + " / "
                        + rateBy("model", "wavecast_batch_size_windows_count"),
                    "{{model}}"))
            .wide(8),
        Panel.of(
                Panel.Kind.HEATMAP,
                "Batch sizes",
                "Runs by number of windows. A bright band at the top: the load fills every batch. Near the"
                    + " bottom: most batches are flushed because `batch.linger` has expired.",
                Unit.COUNT,
                Limits.none(),
                new Query(rateBy("le", "wavecast_batch_size_windows_bucket"), "{{le}}"))
            .wide(12),
        lines(
            "Processors busy with models",
            "Seconds of inference per second. On a CPU this is the number of cores that the models keep"
                + " busy.",
            Unit.NUMBER,
            new Query(rateBy("model", "wavecast_inference_seconds_sum"), "{{model}}")));
  }

  private static Row problems() {
    return Row.of(
        "What fails?",
        stack(
            "Forecasts by the random walk instead of the model",
            "The model's output was not finite. See *WavecastModelFallsBack* in the runbook.",
            Unit.PER_SECOND,
            new Query(rateBy("model", "wavecast_forecasts_fallback_total"), "{{model}}")),
        stat(
                "Model files refused",
                "Files rejected in the last hour because they violate the model contract. The previous"
                    + " model stays active. See *WavecastModelLoadFailed* in the runbook.",
                Unit.COUNT,
                Limits.above(1),
                "sum(increase(wavecast_model_loads_total{engine=~\"$engine\",outcome=\"refused\"}[1h]))"
                    + " or vector(0)")
            .wide(6),
        stat(
                "Model files loaded",
                "Files loaded since the instances started.",
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
