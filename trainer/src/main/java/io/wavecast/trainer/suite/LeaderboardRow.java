package io.wavecast.trainer.suite;

import io.wavecast.core.model.Provenance;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxForecaster;
import io.wavecast.trainer.data.NotebookWaves;
import io.wavecast.trainer.data.TrainingData;
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
   * @param validLoss the training loss on the validation set: over all steps where every step
   *     forecasts; NaN where it does not fit that set
   * @param test the same measure as {@code last}, on the test set
   * @param coverage share of the test set's values inside the 90 % interval, ten values ahead
   * @param mseByLead on the test set, ten values ahead
   * @param samples the first test series
   * @param firstValid the first validation series
   * @param seed43 the notebook's series of the random seed 43
   */
  public record RankedRun(
      long seed,
      long parameters,
      double best,
      double last,
      double validLoss,
      double test,
      double coverage,
      List<Double> mseByLead,
      Curve curve,
      Shown samples,
      Shown firstValid,
      Shown seed43) {}

  /**
   * Series and what a file says about them.
   *
   * @param series windows, and the values after them
   */
  public record Shown(WindowSet series, Predictions predictions) {
    static Shown of(OnnxForecaster file, WindowSet series) {
      return new Shown(series, Predictions.of(file, series.windows()));
    }
  }

  /** Marks are rounded. */
  private static final double ROUNDING = 1e-6;

  /** A run as this entry ranks it. */
  static RankedRun runOf(RunResult<ForecasterRun.Measured> result, Measure measure, int samples) {
    TrainingData data = result.accuracy().data();
    Provenance provenance = result.provenance();
    WindowSet sampled = data.testAhead().slice(0, samples);
    try (OnnxForecaster file =
        OnnxForecaster.open(ModelFile.read(result.name(), result.file()), Device.CPU)) {
      return new RankedRun(
          provenance.seed(),
          result.parameters(),
          provenance.metric(measure.best()),
          provenance.metric(measure.last()),
          provenance.metrics().getOrDefault("valid_loss", Double.NaN),
          provenance.metric(measure.test()),
          result.accuracy().test().coverage(),
          result.accuracy().test().mseByLead(),
          result.fitted().curve(),
          Shown.of(file, sampled),
          Shown.of(file, data.valid().slice(0, 1)),
          Shown.of(file, seed43()));
    }
  }

  /** The notebook's new series, to which it applies its models. */
  private static WindowSet seed43() {
    return WindowSet.ofExamples(NotebookWaves.numpy(43, 1, WindowSet.EXAMPLE), 0, 1);
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
