package io.wavecast.core.forecast.deviation;

/**
 * One way for an observation to be unusual. Its memory is in the bytes of the state.
 * Implementations are stateless and thread-safe.
 */
interface Family {
  /** The size of its memory without the tails of its features, bytes. */
  int size();

  /**
   * Judges an observation.
   *
   * @param at offset of its memory
   */
  void listen(Sample s, int at);

  /** Learns from an observation that belongs to no anomaly. */
  void learn(Sample s, int at);

  /** Learns at the end of an anomaly what is not in a tail. */
  default void accept(Sample s, int at) {}

  /** Takes the level at which an anomaly was given up for a usual one. */
  default void giveUp(Sample s, int at) {}

  /** Forgets what was learned from the errors of a model, which another one has replaced. */
  default void forgetModel(byte[] data, Layout layout, int at) {}
}
