package io.wavecast.service.explain;

import io.wavecast.service.console.Timeline;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the pictures of a bounded number of series show. Once there are as many, a series that
 * alerts takes the place of one that never did, the oldest first; its picture begins there. Not
 * thread-safe.
 */
final class Timelines {
  private final int most;
  private final Map<String, Timeline> bySeries = new HashMap<>();
  private final Set<String> calm = new LinkedHashSet<>();

  /**
   * @param most largest number of series, at least 0
   */
  Timelines(int most) {
    this.most = most;
  }

  /** The timeline of a series, a new one while there is room; null if it has none. */
  @Nullable Timeline of(String series) {
    Timeline timeline = bySeries.get(series);
    return timeline == null && bySeries.size() < most ? begin(series) : timeline;
  }

  private Timeline begin(String series) {
    Timeline timeline = new Timeline();
    bySeries.put(series, timeline);
    calm.add(series);
    return timeline;
  }

  /** Keeps a series that alerts, if one that never did can make room for it; else null. */
  @Nullable Timeline alerted(String series) {
    if (!bySeries.containsKey(series) && bySeries.size() >= most && !calm.isEmpty()) {
      String oldest = calm.iterator().next();
      calm.remove(oldest);
      bySeries.remove(oldest);
    }
    Timeline timeline = of(series);
    calm.remove(series);
    return timeline;
  }

  /** By series. */
  Map<String, Timeline> all() {
    return bySeries;
  }
}
