package io.wavecast.core.forecast.deviation;

import io.wavecast.core.forecast.Floats;
import io.wavecast.core.forecast.season.UsualHere;
import java.util.Arrays;

/** The errors of the forecasts made for one observation. */
final class Errors {
  /** Those of an observation that nothing was forecast for. */
  static final Errors NONE = new Errors(UsualHere.UNKNOWN, 0);

  /** [lead - 1]: value less forecast, NaN where there is no forecast. */
  final float[] byLead;

  /** [lead - 1]: width of the interval on the side of the value, at least 0. */
  final float[] halfWidth;

  /** Bit [lead - 1]: whether its interval is calibrated. */
  long calibrated;

  /** Whether any of its forecasts was made before the window was full. */
  boolean hasWarmUp;

  /** Bit [lead - 1]: whether the value is above its interval. */
  long above;

  /** Bit [lead - 1]: whether the value is below its interval. */
  long below;

  /** The forecast of the shortest lead time; lead 0 if there is none. */
  OpenForecasts.Expected nearest = new OpenForecasts.Expected();

  private final UsualHere usual;

  private Errors(UsualHere usual, int horizon) {
    this.usual = usual;
    byLead = new float[horizon];
    halfWidth = new float[horizon];
    Arrays.fill(byLead, Float.NaN);
  }

  /** The errors of an observation. Of two forecasts with the same lead time, the later counts. */
  static Errors of(byte[] data, Profile profile, long time, float y, UsualHere usual) {
    Layout layout = profile.layout;
    Errors errors = new Errors(usual, layout.horizon(data));
    OpenForecasts.Expected found = new OpenForecasts.Expected();
    int origins = layout.origins(data);
    for (int i = 0; i < origins; i++) {
      if (OpenForecasts.find(data, layout, i, time, found)
          && Float.isNaN(errors.byLead[found.lead - 1])) {
        errors.add(found, y);
        if (errors.nearest.lead == 0 || found.lead < errors.nearest.lead) {
          OpenForecasts.Expected swap = errors.nearest;
          errors.nearest = found;
          found = swap;
        }
      }
    }
    return errors;
  }

  /** Bit [lead - 1]: whether the value is outside its calibrated interval. */
  long outside() {
    return (above | below) & calibrated;
  }

  /**
   * The error that counts: where a level changes by the clock, that from the nearest of the
   * forecast and both levels.
   */
  double counted(int lead) {
    double error = byLead[lead];
    return nearer(nearer(error, error - usual.above()), error + usual.below());
  }

  /** The one closer to 0. */
  static double nearer(double a, double b) {
    return Math.abs(b) < Math.abs(a) ? b : a;
  }

  private void add(OpenForecasts.Expected found, float y) {
    int lead = found.lead - 1;
    byLead[lead] = Floats.clamp((double) y - found.yhat);
    halfWidth[lead] =
        Floats.clamp(
            Math.max(
                0,
                y > found.yhat
                    ? (double) found.upper - found.yhat
                    : (double) found.yhat - found.lower));
    long bit = 1L << lead;
    calibrated |= found.calibrated ? bit : 0;
    hasWarmUp |= !found.calibrated;
    above |= y > found.upper ? bit : 0;
    below |= y < found.lower ? bit : 0;
  }
}
