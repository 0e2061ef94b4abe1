package io.wavecast.core.stream;

/** Takes the records that a {@link Pipeline} emits, in order within each key. */
@FunctionalInterface
public interface Emitter {
  void emit(OutputRecord output);
}
