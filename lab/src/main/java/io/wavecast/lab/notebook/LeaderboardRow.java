package io.wavecast.lab.notebook;

import io.wavecast.core.model.Provenance;
import io.wavecast.lab.notebook.LeaderboardEntry.Measure;
import io.wavecast.trainer.run.ForecasterRun;
import io.wavecast.trainer.run.RunResult;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.StatUtils;

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
   */
  public record RankedRun(
      long seed,
      long parameters,
      double best,
      double last,
      double validLoss,
      double test,
      double coverage,
      List<Double> mseByLead) {}

  /** Marks are rounded. */
  private static final double ROUNDING = 1e-6;

  /** A run as this entry ranks it. */
  static RankedRun runOf(RunResult<ForecasterRun.Measured> result, Measure measure) {
    Provenance provenance = result.provenance();
    return new RankedRun(
        provenance.seed(),
        result.parameters(),
        provenance.metric(measure.best()),
        provenance.metric(measure.last()),
        provenance.metrics().getOrDefault("valid_loss", Double.NaN),
        provenance.metric(measure.test()),
        result.accuracy().test().coverage(),
        result.accuracy().test().mseByLead());
  }

  /** The median over the runs of a figure. */
  public double median(ToDoubleFunction<RankedRun> figure) {
    return StatUtils.percentile(runs.stream().mapToDouble(figure).toArray(), 50);
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
