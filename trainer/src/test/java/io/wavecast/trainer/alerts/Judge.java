package io.wavecast.trainer.alerts;

import io.wavecast.trainer.alerts.Judgement.Counts;
import io.wavecast.trainer.alerts.Judgement.OfKind;
import io.wavecast.trainer.alerts.LabelledSeries.Labelled;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Judges alerts by what was to be found. An anomaly is found when an alert begins within it or at
 * most {@value #GRACE} values behind it; every other alert is false. What begins in the first tenth
 * of a series does not count. Not thread-safe.
 */
public final class Judge {
  static final int GRACE = 10;

  /** Anomalies of fewer steps than this are too short to ask whether an alert lasted. */
  private static final int LONG = 19;

  private static final double LASTED = .8;

  private final Map<String, OfKind> kinds = new LinkedHashMap<>();
  private final Map<String, Counts> what = new TreeMap<>();
  private final List<Integer> delays = new ArrayList<>();
  private final List<Boolean> lasted = new ArrayList<>();
  private final List<Boolean> repeats = new ArrayList<>();

  /**
   * Judges a series.
   *
   * @param alerts in order of time: index where each began, and where it was over
   */
  public void add(LabelledSeries series, List<Span> alerts) {
    List<Labelled> anomalies = series.anomalies();
    int start = series.size() / 10;
    Integer[] delay = new Integer[anomalies.size()];
    int falseAlerts = 0;
    for (Span alert : alerts) {
      if (alert.first() >= start) {
        int hit = anomalyAt(anomalies, alert.first());
        if (hit < 0) {
          falseAlerts += series.ignored().stream().anyMatch(s -> s.holds(alert.first())) ? 0 : 1;
        } else if (delay[hit] == null) {
          delay[hit] = alert.first() - anomalies.get(hit).span().first();
        }
      }
    }
    int found = 0;
    for (int w = 0; w < delay.length; w++) {
      Labelled anomaly = anomalies.get(w);
      Integer after = delay[w];
      found += after == null ? 0 : 1;
      what.merge(anomaly.what(), new Counts(after == null ? 0 : 1, 1), Counts::plus);
      if (after != null) {
        delays.add(after);
        if (anomaly.span().length() >= LONG) {
          lasted.add(lasts(alerts, anomaly.span(), after));
        }
      }
    }
    addRepeats(anomalies, delay);
    addKind(
        series.kind(),
        new OfKind(new Counts(found, delay.length), falseAlerts, series.size() - start));
  }

  /** The first anomaly that an alert may mean, -1 for none. */
  private static int anomalyAt(List<Labelled> anomalies, int index) {
    for (int w = 0; w < anomalies.size(); w++) {
      Span span = anomalies.get(w).span();
      if (index >= span.first() && index <= span.last() + GRACE) {
        return w;
      }
    }
    return -1;
  }

  private static boolean lasts(List<Span> alerts, Span anomaly, int delay) {
    double late = anomaly.first() + LASTED * anomaly.length();
    return alerts.stream().anyMatch(a -> a.first() <= anomaly.first() + delay && a.last() >= late);
  }

  private void addRepeats(List<Labelled> anomalies, Integer[] delay) {
    if (anomalies.size() == 3 && anomalies.stream().map(Labelled::what).distinct().count() == 1) {
      repeats.add(delay[1] != null);
      repeats.add(delay[2] != null);
    }
  }

  private void addKind(String kind, OfKind more) {
    kinds.merge(
        kind,
        more,
        (a, b) ->
            new OfKind(
                a.counts().plus(b.counts()),
                a.falseAlerts() + b.falseAlerts(),
                a.values() + b.values()));
  }

  /** The figures of all series so far. */
  public Judgement judgement() {
    Counts counts = kinds.values().stream().map(OfKind::counts).reduce(Counts.NONE, Counts::plus);
    int falseAlerts = kinds.values().stream().mapToInt(OfKind::falseAlerts).sum();
    int values = kinds.values().stream().mapToInt(OfKind::values).sum();
    int found = counts.found();
    double precision = found == 0 ? 0 : (double) found / (found + falseAlerts);
    double recall = (double) found / counts.anomalies();
    return new Judgement(
        recall,
        precision,
        found == 0 ? 0 : 2 * precision * recall / (precision + recall),
        1e4 * falseAlerts / values,
        median(delays),
        share(repeats),
        share(lasted),
        new LinkedHashMap<>(kinds),
        new TreeMap<>(what));
  }

  private static double median(List<Integer> values) {
    List<Integer> sorted = values.stream().sorted().toList();
    int n = sorted.size();
    return n == 0 ? Double.NaN : (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2.0;
  }

  private static double share(List<Boolean> of) {
    return of.isEmpty() ? Double.NaN : (double) of.stream().filter(yes -> yes).count() / of.size();
  }
}
