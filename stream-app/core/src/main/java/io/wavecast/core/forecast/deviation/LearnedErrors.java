package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.deviation.Layout.getFloat;
import static io.wavecast.core.forecast.deviation.Layout.putFloat;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.forecast.Forecast;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** What errors of forecasts teach: how wide intervals are. Reports them too. Thread-safe. */
final class LearnedErrors {
  private static final double CALIBRATION_RATE = 0.08;
  private static final double SCALE_RATE = 0.02;

  private final Calibration calibration;
  private final Metrics metrics;

  /** By lead time; those of longer ones than usual are made when they are met first. */
  private final @Nullable LeadMeters[] leads = new LeadMeters[Forecast.MAX_HORIZON];

  /**
   * @param level share of the values that intervals should contain, in (0, 1)
   * @param metrics records every error and miss
   */
  LearnedErrors(double level, Metrics metrics) {
    calibration = new Calibration(level, CALIBRATION_RATE);
    this.metrics = metrics;
    for (int lead = 1; lead <= Layout.LEADS; lead++) {
      meters(lead);
    }
  }

  /** The metrics of one lead time. */
  private record LeadMeters(DoubleConsumer error, LongConsumer met, LongConsumer missed) {
    static LeadMeters of(Metrics metrics, int lead) {
      String label = Integer.toString(lead);
      return new LeadMeters(
          metrics.histogram(Metric.FORECAST_ERROR, label),
          metrics.counter(Metric.INTERVALS_MET, label),
          metrics.counter(Metric.INTERVALS_MISSED, label));
    }
  }

  /**
   * Adds the errors of one observation.
   *
   * @param weight how much they count, in (0, 1]
   */
  void add(byte[] data, Errors errors, double weight) {
    float scale = getFloat(data, Layout.SCALE);
    int n = (int) Layout.INT.get(data, Layout.COUNT);
    int wider = calibration.wider(n, weight);
    int narrower = calibration.narrower(n, weight);
    for (int lead = 1; lead <= errors.byLead.length; lead++) {
      long bit = 1L << (lead - 1);
      if ((errors.calibrated & bit) != 0) {
        boolean above = (errors.above & bit) != 0;
        boolean below = (errors.below & bit) != 0;
        Calibration.move(data, lead, true, above ? wider : narrower);
        Calibration.move(data, lead, false, below ? wider : narrower);
        LeadMeters meters = meters(lead);
        if (scale > 0) {
          meters.error.accept(Math.abs((double) errors.byLead[lead - 1]) / scale);
        }
        (above || below ? meters.missed : meters.met).accept(1);
      }
    }
  }

  private LeadMeters meters(int lead) {
    LeadMeters meters = leads[lead - 1];
    if (meters == null) {
      meters = LeadMeters.of(metrics, lead);
      leads[lead - 1] = meters;
    }
    return meters;
  }

  /** Adds the change since the value before to the scale, by which errors are reported. */
  static void addChange(byte[] data, double change, double weight) {
    float scale = getFloat(data, Layout.SCALE);
    double pace = scale == 0 ? 1 : SCALE_RATE * weight;
    putFloat(data, Layout.SCALE, scale + pace * (change - scale));
  }
}
