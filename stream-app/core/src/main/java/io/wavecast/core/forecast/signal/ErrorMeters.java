package io.wavecast.core.forecast.signal;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;

/** Reports the errors of forecasts and the misses of intervals by lead time. Thread-safe. */
final class ErrorMeters {
  private final Metrics metrics;

  /** By lead time, from 1 on; grows with the horizons that are seen. */
  private volatile List<LeadMeters> leads = List.of();

  ErrorMeters(Metrics metrics) {
    this.metrics = metrics;
    grow(SHOWN);
  }

  /** Lead times that are there from the start, so that monitoring finds them. */
  private static final int SHOWN = 10;

  private record LeadMeters(DoubleConsumer error, LongConsumer met, LongConsumer missed) {
    static LeadMeters of(Metrics metrics, int lead) {
      String label = Integer.toString(lead);
      return new LeadMeters(
          metrics.histogram(Metric.FORECAST_ERROR, label),
          metrics.counter(Metric.INTERVALS_MET, label),
          metrics.counter(Metric.INTERVALS_MISSED, label));
    }
  }

  private LeadMeters of(int lead) {
    if (lead > leads.size()) {
      grow(lead);
    }
    return leads.get(lead - 1);
  }

  private synchronized void grow(int horizon) {
    List<LeadMeters> grown = new ArrayList<>(leads);
    while (grown.size() < horizon) {
      grown.add(LeadMeters.of(metrics, grown.size() + 1));
    }
    leads = List.copyOf(grown);
  }

  /**
   * Reports the errors of one observation.
   *
   * @param scale usual absolute change, by which errors are reported
   */
  void report(Errors errors, double scale) {
    for (int lead = 1; lead <= errors.byLead.length; lead++) {
      long bit = 1L << (lead - 1);
      if ((errors.calibrated & bit) != 0) {
        LeadMeters meters = of(lead);
        if (scale > 0) {
          meters.error.accept(Math.abs((double) errors.byLead[lead - 1]) / scale);
        }
        (((errors.above | errors.below) & bit) != 0 ? meters.missed : meters.met).accept(1);
      }
    }
  }
}
