package io.wavecast.core.sketch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The states of drawings that have sketches that wait for a label, so that a batch need not read
 * them again. The truth is the mark in each state that is stored, from which this is built anew
 * after a crash. Of one thread.
 */
final class PendingSketches {
  private final Map<String, SketchState> states = new LinkedHashMap<>();
  private int size;

  /** The state of a drawing that waits, else another. */
  SketchState getOrElse(String drawing, SketchStates others) {
    SketchState state = states.get(drawing);
    return state == null ? others.get(drawing) : state;
  }

  /** Takes in, or replaces, a state in which sketches wait. */
  void put(String drawing, SketchState state) {
    SketchState before = states.put(drawing, state);
    size += state.waiting() - (before == null ? 0 : before.waiting());
  }

  /** How many sketches wait. */
  int size() {
    return size;
  }

  /** Shows every drawing that waits, in the order in which they began to. */
  void forEach(BiConsumer<String, SketchState> visitor) {
    states.forEach(visitor);
  }

  void clear() {
    states.clear();
    size = 0;
  }
}
