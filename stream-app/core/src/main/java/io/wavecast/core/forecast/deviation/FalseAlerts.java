package io.wavecast.core.forecast.deviation;

import io.wavecast.core.text.Durations;
import java.io.Serializable;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How often a healthy series may alert falsely. It sets the evidence at which a score is 1, by the
 * rates that were measured on healthy series of many kinds.
 *
 * @param alerts at least 1
 * @param values number of observations in which they may come, at least 1; 0 if a time is given
 * @param time time in which they may come, above 0; null if observations are given
 */
public record FalseAlerts(long alerts, long values, @Nullable Duration time)
    implements Serializable {
  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,9}) per (?:(\\d{1,12})|(\\d{1,9}(?:ms|s|m|h|d)))");

  /** Decimal logarithms of the alerts per value that were measured over all kinds of series. */
  private static final double[] RATES = {-4.01, -4.40, -4.66, -4.96, -5.22, -5.27, -5.38, -5.50};

  /** The border of each. */
  private static final double[] BORDERS = {4.38, 4.74, 5.13, 5.82, 6.44, 6.97, 7.65, 8.26};

  /** Some kinds have more than all together: a budget is for 1.5 times as many. */
  private static final double MARGIN = StrictMath.log10(1.5);

  public static final FalseAlerts DEFAULT = new FalseAlerts(4, 100_000, null);

  public FalseAlerts {
    boolean counts = values >= 1 && time == null;
    boolean lasts = values == 0 && time != null && time.toMillis() > 0;
    if (alerts < 1 || !(counts || lasts)) {
      throw new IllegalArgumentException(
          "false alerts must be at least 1 in at least 1 value or 1 ms, got: %d per %s"
              .formatted(alerts, time == null ? values : time));
    }
  }

  /**
   * Reads e.g. {@code 4 per 100000} or {@code 1 per 30d}.
   *
   * @throws IllegalArgumentException when the text is neither
   */
  public static FalseAlerts parse(String text) {
    Matcher m = TEXT.matcher(text.strip());
    if (!m.matches()) {
      throw new IllegalArgumentException(
          "false alerts must be a number of alerts per values or per time, such as 4 per 100000 or"
              + " 1 per 30d, got: '"
              + text
              + "'");
    }
    long alerts = Long.parseLong(m.group(1));
    return m.group(2) != null
        ? new FalseAlerts(alerts, Long.parseLong(m.group(2)), null)
        : new FalseAlerts(alerts, 0, Durations.parse(m.group(3)));
  }

  /**
   * The evidence at which the score of a series is 1, in decades.
   *
   * @param stepMs time between its observations, ms; 0 if it is not known, then as by default
   */
  double border(double stepMs) {
    double in = values;
    if (time != null) {
      in = time.toMillis() / stepMs;
    }
    return Double.isFinite(in)
        ? borderOf(StrictMath.log10((double) alerts / in) - MARGIN)
        : DEFAULT.border(0);
  }

  /** Between the measured rates in proportion, beyond them along the outermost ones. */
  private static double borderOf(double rate) {
    int i = 1;
    while (i < RATES.length - 1 && rate < RATES[i]) {
      i++;
    }
    double slope = (BORDERS[i] - BORDERS[i - 1]) / (RATES[i] - RATES[i - 1]);
    return Math.max(3, BORDERS[i] + slope * (rate - RATES[i]));
  }
}
