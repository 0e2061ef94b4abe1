package io.wavecast.trainer.fit;

import java.util.List;

/** A learning curve: one point for each look at the validation set. */
public record Curve(List<Point> points) {
  public Curve {
    points = List.copyOf(points);
  }

  /**
   * One look.
   *
   * @param step steps made so far
   * @param trainLoss mean loss of the steps since the last look
   * @param validScore score of the present weights on the validation set
   */
  public record Point(long step, double trainLoss, double validScore) {}
}
