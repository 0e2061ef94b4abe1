package io.wavecast.core.forecast.deviation;

import static io.wavecast.core.forecast.deviation.Layout.LEADS;
import static io.wavecast.core.forecast.deviation.Layout.getFloat;

import java.util.Arrays;

/** The part of {@link UsualStep} that follows from the errors of forecasts. Never changes. */
final class UsualErrors {
  private static final double WIDTH_PACE = 0.005;
  private static final double SMOOTHING = 0.3;

  private UsualErrors() {}

  static void predict(UsualStep step, Errors errors) {
    if (Counter.counts(step.data)) {
      return;
    }
    if (errors.nearest.lead == 1) {
      int width = step.memory(ForecastErrors.class);
      double error = errors.byLead[0];
      double half = errors.halfWidth[0];
      learn(step, Feature.ERROR_ABOVE, error / (half + getFloat(step.data, width) + step.trifle));
      learn(step, Feature.RAW_ERROR_ABOVE, error);
      learnWidth(step, width, half);
    }
    int leads = step.memory(LeadErrors.class);
    if (leads >= 0) {
      leads(step, errors, leads);
    }
  }

  private static void leads(UsualStep step, Errors errors, int at) {
    double[] z = new double[LEADS];
    double[] raw = new double[LEADS];
    double mean = getFloat(step.data, at + LeadErrors.WIDTH);
    double width = 0;
    for (int lead = 0; lead < LEADS; lead++) {
      if (Float.isNaN(errors.byLead[lead])) {
        return;
      }
      raw[lead] = errors.byLead[lead];
      z[lead] = raw[lead] / (errors.halfWidth[lead] + mean + step.trifle);
      width += errors.halfWidth[lead] / LEADS;
    }
    step.move(at + LeadErrors.MEDIAN, SMOOTHING, median(z));
    step.move(at + LeadErrors.RAW_MEDIAN, SMOOTHING, median(raw));
    learn(step, Feature.LEADS_ABOVE, getFloat(step.data, at + LeadErrors.MEDIAN));
    learn(step, Feature.RAW_LEADS_ABOVE, getFloat(step.data, at + LeadErrors.RAW_MEDIAN));
    learnWidth(step, at + LeadErrors.WIDTH, width);
  }

  /** Learns an error on both sides; the feature below it follows that above it. */
  private static void learn(UsualStep step, Feature above, double error) {
    if (step.n > UsualStep.MATURE && !step.settling) {
      step.learn(above, Math.max(0, error));
      step.learn(below(above), Math.max(0, -error));
    }
  }

  private static Feature below(Feature above) {
    return switch (above) {
      case ERROR_ABOVE -> Feature.ERROR_BELOW;
      case RAW_ERROR_ABOVE -> Feature.RAW_ERROR_BELOW;
      case LEADS_ABOVE -> Feature.LEADS_BELOW;
      default -> Feature.RAW_LEADS_BELOW;
    };
  }

  private static void learnWidth(UsualStep step, int at, double width) {
    if (!step.deviating) {
      step.move(at, Math.max(WIDTH_PACE, 1.0 / (step.n + 1)), width);
    }
  }

  private static double median(double[] x) {
    Arrays.sort(x);
    return (x[LEADS / 2 - 1] + x[LEADS / 2]) / 2;
  }
}
