package io.wavecast.trainer.data;

import java.util.function.IntUnaryOperator;

/**
 * What a model is trained on and judged by.
 *
 * @param description one line for the model card
 * @param sha256 hash that identifies the training data, 64 hexadecimal digits
 * @param batches makes the batches of a run from its batch size and seed
 * @param stepsPerEpoch makes the number of steps of an epoch from the batch size
 * @param valid decides about early stopping and the best weights
 * @param test decides nothing in a run: measured at its end
 * @param validAhead decides about the width of the intervals: {@code valid}, or a set of ten values
 *     ahead where that holds but one
 * @param testAhead likewise, measured at the end
 */
public record TrainingData(
    String description,
    String sha256,
    BatchesFactory batches,
    IntUnaryOperator stepsPerEpoch,
    WindowSet valid,
    WindowSet test,
    WindowSet validAhead,
    WindowSet testAhead) {

  /** Sets that hold ten values ahead. */
  public TrainingData(
      String description,
      String sha256,
      BatchesFactory batches,
      IntUnaryOperator stepsPerEpoch,
      WindowSet valid,
      WindowSet test) {
    this(description, sha256, batches, stepsPerEpoch, valid, test, valid, test);
  }

  /** Makes the batches of a run. */
  @FunctionalInterface
  public interface BatchesFactory {
    Batches<WindowSet> of(int batch, long seed);
  }
}
