package io.wavecast.service.resilience;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.schemas.aggregate.RawEvent;
import io.wavecast.schemas.aggregate.RawEventCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Windows from lists of all their values, of the events as they are on the topic: a producer may
 * repeat a request when the broker is killed. The input of an event is its aggregate. Not
 * thread-safe.
 */
final class RecomputedWindows {
  private final long every;
  private final long grace;
  private final Map<String, Long> newest = new HashMap<>();
  private final Map<String, TreeMap<Long, Window>> windows = new HashMap<>();
  private final List<String> late = new ArrayList<>();
  private int events;

  private record Window(String aggregate, List<Double> values, Set<String> texts) {
    Window(String aggregate) {
      this(aggregate, new ArrayList<>(), new HashSet<>());
    }

    double result() {
      double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
      return switch (aggregate) {
        case "count" -> sorted.length;
        case "sum" -> values.stream().mapToDouble(v -> v).sum();
        case "p95" -> sorted[(95 * sorted.length + 99) / 100 - 1];
        default -> texts.size();
      };
    }
  }

  /**
   * @param every length of a window, ms
   * @param grace how long it stays open after its end, ms
   */
  RecomputedWindows(long every, long grace) {
    this.every = every;
    this.grace = grace;
  }

  /** Adds the next event of its partition. */
  void add(RawEvent event) {
    events++;
    long start = event.timestamp() - event.timestamp() % every;
    if (start + every + grace <= newest.getOrDefault(event.series(), 0L)) {
      late.add(event.series() + new String(RawEventCodec.write(event), UTF_8));
      return;
    }
    Window window =
        windows
            .computeIfAbsent(event.series(), s -> new TreeMap<>())
            .computeIfAbsent(start, s -> new Window(event.input()));
    window.values.add(event.value());
    window.texts.add(event.text());
    newest.merge(event.series(), event.timestamp(), Math::max);
  }

  /** How many events were added. */
  int events() {
    return events;
  }

  /** The series and contents of the events that came late. */
  List<String> late() {
    return late;
  }

  /** The observations of the closed windows, by series. */
  Map<String, List<String>> closed() {
    Map<String, List<String>> closed = new TreeMap<>();
    windows.forEach(
        (series, all) ->
            closed.put(
                series,
                all.headMap(newest.get(series) - grace - every, true).entrySet().stream()
                    .map(w -> json(w.getKey(), w.getValue().result()))
                    .toList()));
    return closed;
  }

  private static String json(long start, double value) {
    return "{\"timestamp\":%d,\"value\":%s}".formatted(start, value);
  }
}
