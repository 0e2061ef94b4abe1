package io.wavecast.trainer.net;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** The loss of classifiers, in nats. */
public final class CrossEntropy {
  private CrossEntropy() {}

  /**
   * The mean over rows of {@code -sum(wanted * log softmax(logits))}.
   *
   * @param logits [rows, classes]
   * @param wanted [rows, classes], each row adds up to 1: one-hot, or smoothed
   */
  public static SDVariable of(SameDiff graph, SDVariable logits, SDVariable wanted) {
    SDVariable shifted = logits.sub(logits.max(true, 1)); // so that exp cannot overflow
    SDVariable log = shifted.sub(graph.math().log(graph.math().exp(shifted).sum(true, 1)));
    return wanted.mul(log).sum(false, 1).mean().neg();
  }
}
