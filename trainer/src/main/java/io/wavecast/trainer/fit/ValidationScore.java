package io.wavecast.trainer.fit;

import io.wavecast.trainer.data.Examples;
import io.wavecast.trainer.net.Trainable;

/**
 * Judges a network on a set; less is better.
 *
 * @param <S> what the network learns from
 */
public interface ValidationScore<S extends Examples<S>> {

  /** The score on a set. */
  double of(Trainable<S> net, S set);

  /** For people. */
  String label();

  /** The training loss itself. */
  static <S extends Examples<S>> ValidationScore<S> loss() {
    return new ValidationScore<>() {
      @Override
      public double of(Trainable<S> net, S set) {
        return net.loss(set);
      }

      @Override
      public String label() {
        return "loss";
      }
    };
  }
}
