package io.wavecast.core.forecast.signal;

import static io.wavecast.core.forecast.Memory.getFloat;
import static io.wavecast.core.forecast.Memory.putFloat;

import io.wavecast.core.forecast.Memory;
import io.wavecast.schemas.forecast.Cause;
import java.util.Arrays;

/**
 * The median over all lead times of the errors of the forecasts for one value, smoothed: small when
 * one forecast is wrong, large when none foresaw the level.
 *
 * <p>Bytes: float mean half width; float smoothed median, in half widths and in the unit of the
 * series.
 */
final class LeadErrors implements Signal {
  private final ErrorStatistics statistics;
  private final int width;
  private final int median;
  private final int rawMedian;

  LeadErrors(Signals signals, Memory memory) {
    statistics = new ErrorStatistics(signals, memory, Statistic.LEADS_ABOVE, false);
    width = memory.take(Float.BYTES);
    median = memory.take(Float.BYTES);
    rawMedian = memory.take(Float.BYTES);
  }

  @Override
  public String id() {
    return "lead-errors";
  }

  @Override
  public void evaluate(Context c, Readings r) {
    int horizon = c.errors().byLead.length;
    if (c.isCounter() || horizon == 0) {
      return;
    }
    if (c.errors().hasWarmUp) { // what was far from its forecasts before the pause is over
      putFloat(c.data(), median, 0);
      putFloat(c.data(), rawMedian, 0);
      return;
    }
    double[] z = new double[horizon];
    double[] raw = new double[horizon];
    double mean = getFloat(c.data(), width);
    double half = 0;
    for (int lead = 0; lead < horizon; lead++) {
      if (Float.isNaN(c.errors().byLead[lead])) {
        return;
      }
      raw[lead] = c.errors().byLead[lead];
      z[lead] = raw[lead] / (c.errors().halfWidth[lead] + mean + c.trifle());
      half += c.errors().halfWidth[lead];
    }
    statistics.judge(c, r, smooth(c, median, median(z)), smooth(c, rawMedian, median(raw)));
    if (!c.isAnomalous()) {
      double weight = Pace.TYPICAL.weight(0, c.n() + 1);
      putFloat(c.data(), width, mean + weight * (half / horizon - mean));
    }
  }

  private static double smooth(Context c, int at, double x) {
    double before = getFloat(c.data(), at);
    double smooth = before + x / Pace.LEADS.values(0) - before / Pace.LEADS.values(0);
    putFloat(c.data(), at, smooth);
    return smooth;
  }

  private static double median(double[] x) {
    Arrays.sort(x);
    return (x[(x.length - 1) / 2] + x[x.length / 2]) / 2;
  }

  @Override
  public void forgetModel(byte[] data) {
    putFloat(data, width, 0);
    putFloat(data, median, 0);
    putFloat(data, rawMedian, 0);
    statistics.clear(data);
  }

  @Override
  public boolean mayBeReturn() {
    return true;
  }

  @Override
  public Cause explain(Context c, Cause cause) {
    return ForecastError.explainForecast(c, cause);
  }
}
