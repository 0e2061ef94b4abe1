package io.wavecast.trainer.fit;

import java.util.List;

/** A learning curve: one point per evaluation on the validation set. */
public record Curve(List<Point> points) {
  public Curve {
    points = List.copyOf(points);
  }

  /**
   * One evaluation.
   *
   * @param step steps made so far
   * @param trainLoss mean loss of the steps since the last evaluation
   * @param validScore score of the current weights on the validation set
   */
  public record Point(long step, double trainLoss, double validScore) {}
}
