package io.wavecast.core.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.stream.LatePolicy;
import io.wavecast.schemas.aggregate.RawEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random events in disorder and twice, with restarts anywhere, against a plain recomputation of
 * their list.
 */
class RecomputationTest {
  private static final long SEED = 20261127;
  private static final int EVENTS = 4000;
  private static final int RUNS = 6;

  @ParameterizedTest
  @EnumSource
  void windows_are_what_a_recomputation_of_the_events_gives(Aggregate aggregate) {
    SplittableRandom random = new SplittableRandom(SEED + aggregate.ordinal());
    for (int run = 0; run < RUNS; run++) {
      Aggregation aggregation =
          new Aggregation(
              aggregate,
              Duration.ofMillis(random.nextInt(500, 20_000)),
              Duration.ofMillis(random.nextInt(0, 10_000)),
              run % 2 == 0);
      List<RawEvent> events = events(random);
      Recomputation expected = new Recomputation(aggregation, events);
      EventStream stream =
          new EventStream(
              Map.of(EventStream.INPUT, aggregation),
              LatePolicy.DEAD_LETTER,
              Duration.ofDays(1),
              run % 3 == 0 ? 0 : random.nextInt(500, 20_000));

      List<RawEvent> late = new ArrayList<>();
      for (RawEvent event : events) {
        stream.send(event).ifPresent(why -> late.add(event));
        switch (random.nextInt(40)) {
          case 0 -> stream.restart();
          case 1 -> stream.save();
          default -> {}
        }
      }

      String why = "seed %d, run %d, %s".formatted(SEED, run, aggregation);
      assertThat(late).as(why).isNotEmpty().isEqualTo(expected.late);
      assertThat(bySeries(stream)).as(why).isEqualTo(expected.closed);
      assertThat(stream.count(Metric.EVENTS_LATE)).as(why).isEqualTo(late.size());
      assertThat(stream.count(Metric.EVENTS_AGGREGATED)).as(why).isEqualTo(EVENTS - late.size());
      assertThat(stream.open()).as(why).isEqualTo(expected.open);
    }
  }

  private static List<RawEvent> events(SplittableRandom random) {
    List<RawEvent> events = new ArrayList<>();
    double[] time = new double[5];
    Arrays.fill(time, 1.7e12);
    while (events.size() < EVENTS) {
      int series = random.nextInt(time.length);
      time[series] += random.nextInt(100) == 0 ? 60_000 : random.nextDouble() * 400;
      long disordered = (long) time[series] - random.nextInt(random.nextInt(1, 30_000));
      double value = Math.rint(random.nextDouble() * 1000) / 8;
      RawEvent event =
          new RawEvent("s" + series, disordered, value, "u" + (int) value, EventStream.INPUT);
      for (int n = random.nextInt(10) == 0 ? 2 : 1; n > 0 && events.size() < EVENTS; n--) {
        events.add(event);
      }
    }
    return events;
  }

  private static Map<String, List<String>> bySeries(EventStream stream) {
    Map<String, List<String>> closed = new TreeMap<>();
    stream
        .observations()
        .forEach(
            o ->
                closed
                    .computeIfAbsent(o.series(), s -> new ArrayList<>())
                    .add(o.timestamp() + " " + o.value()));
    return closed;
  }

  /** The same from lists of all events of each window. */
  private static final class Recomputation {
    final List<RawEvent> late = new ArrayList<>();
    final Map<String, List<String>> closed = new TreeMap<>();
    int open;

    Recomputation(Aggregation aggregation, List<RawEvent> events) {
      long every = aggregation.every().toMillis();
      long grace = aggregation.grace().toMillis();
      Map<String, Long> newest = new HashMap<>();
      Map<String, TreeMap<Long, List<RawEvent>>> windows = new TreeMap<>();
      for (RawEvent event : events) {
        long window = event.timestamp() / every;
        Long time = newest.get(event.series());
        if (time != null && (window + 1) * every + grace <= time) {
          late.add(event);
          continue;
        }
        windows
            .computeIfAbsent(event.series(), s -> new TreeMap<>())
            .computeIfAbsent(window, w -> new ArrayList<>())
            .add(event);
        newest.merge(event.series(), event.timestamp(), Math::max);
      }
      windows.forEach(
          (series, each) -> {
            List<String> lines = new ArrayList<>();
            long last = (newest.get(series) - grace) / every;
            for (long window = each.firstKey(); window < last; window++) {
              if (each.containsKey(window)) {
                double value = value(aggregation.aggregate(), each.remove(window));
                lines.add(window * every + " " + value);
              } else if (aggregation.fillsZero()) {
                lines.add(window * every + " 0.0");
              }
            }
            open += each.size();
            closed.put(series, lines);
          });
    }

    private static double value(Aggregate aggregate, List<RawEvent> events) {
      double[] sorted = events.stream().mapToDouble(RawEvent::value).sorted().toArray();
      return switch (aggregate) {
        case COUNT -> events.size();
        case SUM -> Arrays.stream(sorted).sum();
        case MEAN -> Arrays.stream(sorted).sum() / events.size();
        case MIN -> sorted[0];
        case MAX -> sorted[sorted.length - 1];
        case LAST -> last(events).value();
        case P50 -> sorted[(sorted.length + 1) / 2 - 1];
        case P95 -> sorted[(95 * sorted.length + 99) / 100 - 1];
        case P99 -> sorted[(99 * sorted.length + 99) / 100 - 1];
        case DISTINCT -> events.stream().map(RawEvent::text).distinct().count();
      };
    }

    /** The latest one, of several the one that arrived last. */
    private static RawEvent last(List<RawEvent> events) {
      return events.stream()
          .sorted(Comparator.comparingLong(RawEvent::timestamp))
          .reduce((first, second) -> second)
          .orElseThrow();
    }
  }
}
