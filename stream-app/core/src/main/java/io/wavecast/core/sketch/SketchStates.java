package io.wavecast.core.sketch;

import java.util.function.BiConsumer;

/** The states port: where an engine keeps the state of each drawing. */
public interface SketchStates {
  /** The state of a drawing, {@link SketchState#EMPTY} where there is none. */
  SketchState get(String sketchId);

  void put(String sketchId, SketchState state);

  /**
   * Keeps a state in which sketches wait, in case the engine ends before their batch is made. One
   * that makes it before it commits anything has no need of that.
   */
  default void putWaiting(String sketchId, SketchState state) {
    put(sketchId, state);
  }

  void remove(String sketchId);

  /** Shows every drawing that has a state. */
  void forEach(BiConsumer<String, SketchState> visitor);
}
