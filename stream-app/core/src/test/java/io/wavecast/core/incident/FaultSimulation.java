package io.wavecast.core.incident;

import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Alert.State;
import io.wavecast.schemas.incident.Incident;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * 10,000 series of 50 services in 3 zones on 500 hosts with 5 versions, each with a value a minute.
 * Ordinary false alerts, 0.6 in 10,000 values, and values that deviate once, 10 in 10,000. Faults
 * that reach 5 to 400 of the series with one label value within a minute.
 */
final class FaultSimulation {
  static final int SERIES = 10_000;
  static final Duration WINDOW = Duration.ofMinutes(1);

  private static final int SERVICES = 50;
  private static final int ZONES = 3;
  private static final int HOSTS = 500;
  private static final int VERSIONS = 5;
  private static final long MINUTE = 60_000;
  private static final long START = 1_700_000_000_000L;
  private static final long WARM_UP = 12 * 60 * MINUTE;
  private static final long PAUSE = 45 * MINUTE;
  private static final long LONGEST = 32 * MINUTE;

  private final Random random;
  private final List<Map<String, String>> labels = new ArrayList<>();
  private final Map<String, List<Integer>> byLabel = new LinkedHashMap<>();
  private final Map<Integer, List<Long>> alerts = new HashMap<>();
  private final List<AlertChange> changes = new ArrayList<>();
  final List<Incident> events = new ArrayList<>();

  /** A fault: its label as {@code name=value}, and when which series began to alert. */
  record Fault(String label, Map<String, Long> onsets) {
    long second() {
      return onsets.values().stream().sorted().skip(1).findFirst().orElseThrow();
    }

    long begin() {
      return Collections.min(onsets.values());
    }
  }

  FaultSimulation(long seed) {
    random = new Random(seed);
    for (int i = 0; i < SERIES; i++) {
      int host = random.nextInt(HOSTS);
      labels.add(
          Map.of(
              "service", "s" + random.nextInt(SERVICES),
              "host", "h" + host,
              "zone", "z" + host % ZONES,
              "version", "v" + random.nextInt(VERSIONS)));
      for (Map.Entry<String, String> label : labels.get(i).entrySet()) {
        String text = label.getKey() + "=" + label.getValue();
        byLabel.computeIfAbsent(text, l -> new ArrayList<>()).add(i);
      }
    }
  }

  /**
   * Lets faults happen, each in its own time or some at once.
   *
   * @param atOnce how many begin within half a minute
   */
  List<List<Fault>> faults(int rounds, int atOnce) {
    List<List<Fault>> all = new ArrayList<>();
    long end = START + WARM_UP + rounds * PAUSE;
    for (int i = 0; i < rounds; i++) {
      List<Fault> round = new ArrayList<>();
      Set<Integer> taken = new HashSet<>();
      for (int j = 0; j < atOnce; j++) {
        long begin = START + WARM_UP + i * PAUSE + (j == 0 ? 0 : random.nextInt(30_000));
        Set<String> others = round.stream().map(Fault::label).collect(Collectors.toSet());
        round.add(fault(begin, taken, others));
      }
      all.add(round);
    }
    ordinary(end);
    changes.sort(AlertChange.ORDER);
    return all;
  }

  /** Joins the alerts; the events are in {@link #events} then. */
  void join() {
    IncidentBook book = new IncidentBook(WINDOW);
    changes.forEach(change -> events.addAll(book.apply(change)));
  }

  List<AlertChange> changes() {
    return changes;
  }

  private void ordinary(long end) {
    for (long minute = START; minute < end; minute += MINUTE) {
      for (int n = poisson(SERIES * 10e-4); n > 0; n--) {
        blip(random.nextInt(SERIES), minute + random.nextInt((int) MINUTE));
      }
      for (int n = poisson(SERIES * 0.6e-4); n > 0; n--) {
        int series = random.nextInt(SERIES);
        long since = minute + random.nextInt((int) MINUTE);
        if (alerts.getOrDefault(series, List.of()).stream()
            .allMatch(other -> Math.abs(other - since) > LONGEST)) {
          alert(series, since);
        }
      }
    }
  }

  private Fault fault(long begin, Set<Integer> taken, Set<String> others) {
    List<String> kinds = List.of("service=", "zone=", "host=", "version=");
    String kind = kinds.get(random.nextInt(kinds.size()));
    List<String> values =
        byLabel.keySet().stream()
            .filter(l -> l.startsWith(kind) && !others.contains(l))
            .sorted()
            .toList();
    String label = values.get(random.nextInt(values.size()));
    List<Integer> reach = new ArrayList<>(byLabel.get(label));
    reach.removeAll(taken);
    Collections.shuffle(reach, random);
    int n = Math.min(reach.size(), 5 + random.nextInt(396));
    int within = 5_000 + random.nextInt(55_000);
    Map<String, Long> onsets = new HashMap<>();
    for (int series : reach.subList(0, n)) {
      taken.add(series);
      long since = begin + random.nextInt(within);
      alert(series, since);
      onsets.put("m" + series, since);
    }
    return new Fault(label, onsets);
  }

  private void blip(int series, long time) {
    add(series, time, time, State.OK, State.PENDING);
    add(series, time + 3 * MINUTE, time, State.PENDING, State.OK);
  }

  /** An alert from its first breach to its end. */
  private void alert(int series, long since) {
    alerts.computeIfAbsent(series, s -> new ArrayList<>()).add(since);
    long started = since - MINUTE;
    long end = since + (10 + random.nextInt(20)) * MINUTE;
    add(series, started, started, State.OK, State.PENDING);
    add(series, since, started, State.PENDING, State.WARNING);
    add(series, end - 5 * MINUTE, started, State.WARNING, State.RECOVERING);
    add(series, end, started, State.RECOVERING, State.OK);
  }

  private void add(int series, long since, long started, State previous, State state) {
    Alert alert =
        new Alert(
            Alert.idOf("m" + series, since, state),
            "m" + series,
            state,
            previous,
            since,
            started,
            2,
            AlertLog.CAUSE,
            "default",
            "score 2 is above 1",
            labels.get(series));
    changes.add(new AlertChange(alert.series(), since, alert));
  }

  private int poisson(double mean) {
    double limit = Math.exp(-mean);
    int n = 0;
    for (double p = random.nextDouble(); p > limit; p *= random.nextDouble()) {
      n++;
    }
    return n;
  }

  /** The incidents that have members of a fault two minutes after its begin, largest first. */
  List<Incident> of(Fault fault) {
    Map<String, Incident> latest = new LinkedHashMap<>();
    for (Incident event : events) {
      if (event.changed() >= fault.begin() - 1 && event.changed() < fault.begin() + 2 * MINUTE) {
        latest.put(event.id(), event);
      }
    }
    return latest.values().stream()
        .filter(e -> e.joined().isEmpty())
        .filter(e -> e.series().stream().anyMatch(fault.onsets::containsKey))
        .sorted(Comparator.comparingInt(e -> -e.members()))
        .toList();
  }

  /** Whether two members of a fault are in one incident within 5 s of the second. */
  boolean isRaised(Fault fault) {
    return events.stream()
        .filter(e -> e.changed() >= fault.begin() && e.changed() <= fault.second() + 5_000)
        .anyMatch(e -> e.series().stream().filter(fault.onsets::containsKey).count() >= 2);
  }
}
