package io.wavecast.trainer.alerts;

import io.wavecast.trainer.alerts.Kind.Ordinary;
import io.wavecast.trainer.alerts.LabelledSeries.Labelled;
import io.wavecast.trainer.mixture.RandomDraws;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes labelled series of all kinds. Of three series of a kind one holds three anomalies, one the
 * same anomaly three times, and one none. Each lies in a separate tenth, after 40 % of the series.
 */
public final class Benchmark {
  private static final int ANOMALIES = 3;

  /** The tenths of a series that may hold an anomaly: 4 to 9, counted from 0. */
  private static final int FIRST_TENTH = 4;

  private static final int TENTHS = 6;

  private Benchmark() {}

  /** The names of all kinds. */
  public static List<String> kinds() {
    return Kinds.ALL.stream().map(Kind::name).toList();
  }

  /**
   * Makes series. The same seed gives the same, whatever other kinds and series are made.
   *
   * @param perKind series of each kind, at least 1
   */
  public static List<LabelledSeries> make(long seed, int perKind) {
    List<LabelledSeries> all = new ArrayList<>();
    for (Kind kind : Kinds.ALL) {
      for (int i = 0; i < perKind; i++) {
        all.add(make(kind, seed, i));
      }
    }
    return all;
  }

  private static LabelledSeries make(Kind kind, long seed, int i) {
    RandomDraws r = new RandomDraws((seed * 1_000_003 + kind.name().hashCode()) * 1_009 + i);
    Ordinary ordinary = kind.maker().make(r, kind.clock());
    double[] x = ordinary.x();
    List<Labelled> anomalies = i % 3 == 2 ? List.of() : inject(r, kind, ordinary, i % 3 == 1);
    float[] values = new float[x.length];
    for (int t = 0; t < x.length; t++) {
      values[t] = (float) x[t];
    }
    return new LabelledSeries(
        kind.name(),
        "%s-%d-%d".formatted(kind.name(), seed, i),
        kind.clock().step(),
        values,
        anomalies,
        ordinary.ignored());
  }

  private static List<Labelled> inject(RandomDraws r, Kind kind, Ordinary ordinary, boolean again) {
    double[] x = ordinary.x();
    List<Labelled> anomalies = new ArrayList<>();
    Anomaly first = any(r, kind);
    for (int tenth : tenths(r)) {
      Anomaly what = again ? first : any(r, kind);
      int at = (FIRST_TENTH + tenth) * x.length / 10 + r.below(x.length / 25);
      Span span = what.inject(r, x, at, ordinary.noise(), kind.clock());
      anomalies.add(new Labelled(span, what.label()));
    }
    return anomalies;
  }

  private static Anomaly any(RandomDraws r, Kind kind) {
    return kind.anomalies().get(r.below(kind.anomalies().size()));
  }

  /** Different ones, ascending. */
  private static List<Integer> tenths(RandomDraws r) {
    List<Integer> tenths = new ArrayList<>();
    while (tenths.size() < ANOMALIES) {
      int tenth = r.below(TENTHS);
      if (!tenths.contains(tenth)) {
        tenths.add(tenth);
      }
    }
    tenths.sort(null);
    return tenths;
  }
}
