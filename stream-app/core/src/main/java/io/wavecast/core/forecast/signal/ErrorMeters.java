package io.wavecast.core.forecast.signal;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.forecast.Forecast;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Reports the errors of forecasts and the misses of intervals by lead time. Thread-safe. */
final class ErrorMeters {
  private final Metrics metrics;
  private final @Nullable LeadMeters[] leads = new LeadMeters[Forecast.MAX_HORIZON];

  ErrorMeters(Metrics metrics) {
    this.metrics = metrics;
    for (int lead = 1; lead <= SHOWN; lead++) {
      of(lead);
    }
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

  /** Those of a lead time; two threads may make the same ones. */
  private LeadMeters of(int lead) {
    LeadMeters known = leads[lead - 1];
    if (known == null) {
      known = LeadMeters.of(metrics, lead);
      leads[lead - 1] = known;
    }
    return known;
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
