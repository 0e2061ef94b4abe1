package io.wavecast.trainer.data;

/**
 * The batches of a training run. A batch is a function of its step alone, so that a run which was
 * killed resumes with the same batches, and batches may be made ahead by another thread.
 *
 * @param <S> what a batch is
 */
@FunctionalInterface
public interface Batches<S> {
  /**
   * The batch of a step.
   *
   * @param step from 0
   */
  S at(long step);
}
