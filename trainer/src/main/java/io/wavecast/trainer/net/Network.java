package io.wavecast.trainer.net;

import io.wavecast.trainer.algebra.Scope;
import io.wavecast.trainer.data.Examples;
import java.util.Map;

/**
 * What {@link Trainable} trains: a graph, and what its placeholders are given for a batch.
 *
 * @param <S> what it learns from
 */
public interface Network<S extends Examples<S>> {
  /** The variable that the network gives out, [batch, ...]. */
  String OUTPUT = "output";

  /** The variable that training minimises, a scalar: a mean over the batch. */
  String LOSS = "loss";

  /**
   * Adds placeholders, layers, {@value #OUTPUT} and {@value #LOSS} to a graph. Called twice: for
   * the graph that is trained and for the one that is served, which share their weights; they
   * differ in what {@link Scope#training} decides.
   */
  void define(Scope scope);

  /** The placeholders' values for a batch, by name. */
  Map<String, Values> feed(S batch);

  /** False where the loss assumes targets without their noise, which a validation set has. */
  default boolean lossFitsValidation() {
    return true;
  }

  /** Rows that are looked at together where no gradient is wanted. */
  default int chunk() {
    return 500;
  }
}
