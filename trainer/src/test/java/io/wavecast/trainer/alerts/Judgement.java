package io.wavecast.trainer.alerts;

import java.util.Map;

/**
 * How good alerts were. NaN where there was nothing to judge.
 *
 * @param recall share of the anomalies that were found
 * @param precision found anomalies among these and the false alerts
 * @param f1 harmonic mean of both
 * @param falsePer10k false alerts in 10,000 values
 * @param medianDelay values from the start of a found anomaly to its alert, the median
 * @param repeatsFound of the second and third time that an anomaly comes, the share that was found
 * @param lasted of the found anomalies of 20 values and more, the share whose alert still lasted at
 *     80 % of them
 * @param kinds by kind of series
 * @param what by kind of anomaly: found and all
 */
public record Judgement(
    double recall,
    double precision,
    double f1,
    double falsePer10k,
    double medianDelay,
    double repeatsFound,
    double lasted,
    Map<String, OfKind> kinds,
    Map<String, Counts> what) {

  /** The figures of a kind of series. */
  public record OfKind(Counts counts, int falseAlerts, int values) {}

  /** How many anomalies of how many were found. */
  public record Counts(int found, int anomalies) {
    static final Counts NONE = new Counts(0, 0);

    Counts plus(Counts other) {
      return new Counts(found + other.found, anomalies + other.anomalies);
    }

    @Override
    public String toString() {
      return found + "/" + anomalies;
    }
  }
}
