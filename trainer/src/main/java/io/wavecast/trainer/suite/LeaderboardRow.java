package io.wavecast.trainer.suite;

import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxForecaster;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.export.Predictions;
import io.wavecast.trainer.fit.Curve;
import io.wavecast.trainer.run.ForecasterRun;
import io.wavecast.trainer.run.Medians;
import io.wavecast.trainer.run.RunResult;
import io.wavecast.trainer.suite.LeaderboardEntry.Measure;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * An entry and its finished runs, one per seed.
 *
 * @param runs at least one
 */
public record LeaderboardRow(LeaderboardEntry entry, List<RankedRun> runs) {
  public LeaderboardRow {
    runs = List.copyOf(runs);
  }

  /**
   * A finished run.
   *
   * @param best validation score of the weights that were kept
   * @param last validation score at the last epoch
   * @param test the same measure on the test set
   * @param coverage share of the test set's values inside the 90 % interval, ten values ahead
   * @param mseByLead on the test set, ten values ahead
   * @param sample what the file says about the first test series
   */
  public record RankedRun(
      long seed,
      long parameters,
      double best,
      double last,
      double test,
      double coverage,
      List<Double> mseByLead,
      Curve curve,
      WindowSet sampled,
      Predictions sample) {}

  /** Marks are rounded. */
  private static final double ROUNDING = 1e-6;

  /** A run as this entry ranks it. */
  static RankedRun runOf(RunResult<ForecasterRun.Measured> result, Measure measure, int samples) {
    WindowSet sampled = result.accuracy().data().testAhead().slice(0, samples);
    boolean ahead = measure == Measure.AHEAD;
    try (OnnxForecaster file =
        OnnxForecaster.open(ModelFile.read(result.name(), result.file()), Device.CPU)) {
      return new RankedRun(
          result.provenance().seed(),
          result.parameters(),
          ahead ? result.accuracy().valid().mse() : result.provenance().metric("valid_score"),
          ahead ? result.accuracy().valid().mse() : result.provenance().metric("valid_score_last"),
          ahead ? result.accuracy().test().mse() : result.provenance().metric("test_score"),
          result.accuracy().test().coverage(),
          result.accuracy().test().mseByLead(),
          result.fitted().curve(),
          sampled,
          Predictions.of(file, sampled.windows()));
    }
  }

  /** The median over the runs of a figure. */
  public double median(ToDoubleFunction<RankedRun> figure) {
    return Medians.of(runs.stream().mapToDouble(figure));
  }

  double least(ToDoubleFunction<RankedRun> figure) {
    return runs.stream().mapToDouble(figure).min().orElse(Double.NaN);
  }

  double most(ToDoubleFunction<RankedRun> figure) {
    return runs.stream().mapToDouble(figure).max().orElse(Double.NaN);
  }

  /** What is compared with the marks: as the notebook measures it, or on the test set. */
  public double compared() {
    return entry.group().isFromNotebook() ? median(RankedRun::last) : median(RankedRun::test);
  }

  /** True when the figure is at or below the weakest mark; always when there is none. */
  public boolean holds() {
    double weakest = entry.marks().stream().mapToDouble(d -> d).max().orElse(Double.NaN);
    return !(compared() > weakest * (1 + ROUNDING));
  }
}
