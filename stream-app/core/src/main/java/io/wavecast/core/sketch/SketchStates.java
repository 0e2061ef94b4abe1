package io.wavecast.core.sketch;

import java.util.function.BiConsumer;

/** The states port: where an engine keeps the state of each drawing. */
public interface SketchStates {
  /** The state of a drawing, {@link SketchState#EMPTY} where there is none. */
  SketchState get(String sketchId);

  void put(String sketchId, SketchState state);

  void remove(String sketchId);

  /** Shows every drawing that has a state. */
  void forEach(BiConsumer<String, SketchState> visitor);
}
