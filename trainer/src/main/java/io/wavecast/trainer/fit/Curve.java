package io.wavecast.trainer.fit;

import java.util.List;

/** A learning curve: one point per evaluation on the validation set. */
public record Curve(List<Point> points) {
  public Curve {
    points = List.copyOf(points);
  }

  /** True when every point has a loss on the validation set. */
  public boolean hasValidLoss() {
    return points.stream().noneMatch(point -> Double.isNaN(point.validLoss()));
  }

  /**
   * One evaluation.
   *
   * @param step steps made so far
   * @param trainLoss mean loss of the steps since the last evaluation
   * @param validScore score of the current weights on the validation set
   * @param validLoss training loss of the current weights on the validation set: comparable with
   *     {@code trainLoss}; NaN where the loss does not fit that set
   */
  public record Point(long step, double trainLoss, double validScore, double validLoss) {}
}
