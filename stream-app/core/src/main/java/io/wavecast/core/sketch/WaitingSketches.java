package io.wavecast.core.sketch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which drawings have sketches that wait for a label, and how many. Only an index: the truth is the
 * mark in each drawing's state, from which an engine builds it anew after a crash. Of one thread.
 */
final class WaitingSketches {
  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private int size;

  /** Notes that {@code sketches} more wait, at least 1. */
  void add(String drawing, int sketches) {
    counts.merge(drawing, sketches, Integer::sum);
    size += sketches;
  }

  /** How many sketches wait. */
  int size() {
    return size;
  }

  /** The drawings that wait, in the order in which they began to; afterwards none does. */
  List<String> drain() {
    List<String> drawings = new ArrayList<>(counts.keySet());
    clear();
    return drawings;
  }

  void clear() {
    counts.clear();
    size = 0;
  }
}
