package io.wavecast.core.batch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which series have observations that wait for a forecast, and how many. Only an index: the truth
 * is the mark in each series' state, from which an engine builds it anew after a crash. Of one
 * thread.
 */
public final class WaitingSeries {
  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private int size;

  /** Notes that {@code observations} more wait, at least 1. */
  public void add(String series, int observations) {
    counts.merge(series, observations, Integer::sum);
    size += observations;
  }

  /** How many observations wait. */
  public int size() {
    return size;
  }

  /** The series that wait, in the order in which they began to; afterwards none does. */
  public List<String> drain() {
    List<String> series = new ArrayList<>(counts.keySet());
    clear();
    return series;
  }

  public void clear() {
    counts.clear();
    size = 0;
  }
}
