package io.wavecast.core.forecast.signal;

import static io.wavecast.core.forecast.Memory.getFloat;
import static io.wavecast.core.forecast.Memory.putFloat;

import io.wavecast.core.forecast.Memory;
import io.wavecast.schemas.forecast.Cause;

/**
 * The error of the one-step forecast, in units of the interval's half width and its slow mean.
 *
 * <p>Bytes: float mean half width.
 */
final class ForecastError implements Signal {
  private final ErrorStatistics statistics;
  private final int width;

  ForecastError(Signals signals, Memory memory) {
    statistics = new ErrorStatistics(signals, memory, Statistic.ERROR_ABOVE, true);
    width = memory.take(Float.BYTES);
  }

  @Override
  public String id() {
    return "forecast-error";
  }

  @Override
  public void evaluate(Context c, Readings r) {
    if (c.isCounter() || c.errors().lead != 1) {
      return;
    }
    double error = c.errors().byLead[0];
    double half = c.errors().halfWidth[0];
    double mean = getFloat(c.data(), width);
    if (c.errors().hasWarmUp) {
      double comparable = asOfModel(c, error, mean);
      statistics.judge(c, r, comparable / (2 * mean + c.trifle()), comparable);
      return;
    }
    statistics.judge(c, r, error / (half + mean + c.trifle()), error);
    if (!c.isAnomalous()) {
      double weight = Pace.TYPICAL.weight(0, c.n() + 1);
      putFloat(c.data(), width, mean + weight * (half - mean));
    }
  }

  /**
   * What an error of the random walk, which forecasts after a pause, would be if the model had. The
   * walk's errors are the changes of the series, which stand to the typical one as errors of the
   * model stand to their interval. That a value returns to the mean is no error.
   */
  private static double asOfModel(Context c, double error, double halfWidth) {
    double off = c.x() - c.mean();
    double nearest =
        off * error <= 0 ? 0 : Math.signum(error) * Math.min(Math.abs(error), Math.abs(off));
    return nearest * Math.min(1, halfWidth / (Tuning.CHANGES * c.typical() + c.trifle()));
  }

  @Override
  public void forgetModel(byte[] data) {
    putFloat(data, width, 0);
    statistics.clear(data);
  }

  @Override
  public boolean mayBeReturn() {
    return true;
  }

  @Override
  public Cause explain(Context c, Cause cause) {
    return explainForecast(c, cause);
  }

  static Cause explainForecast(Context c, Cause cause) {
    return c.isCounter()
        ? cause
        : cause
            .with("lower", c.errors().lower)
            .with("upper", c.errors().upper)
            .with("historyMs", (double) c.age());
  }
}
