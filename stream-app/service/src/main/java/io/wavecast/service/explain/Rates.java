package io.wavecast.service.explain;

import io.wavecast.core.text.Durations;
import java.time.Duration;
import java.util.Locale;

/** How often alerts begin, for people. */
public final class Rates {
  /** Below it, a rate is one alert in some days. */
  private static final double RARE = 0.1;

  /** Below it, it is one in more days than matter. */
  private static final double LEAST = 1e-6;

  private Rates() {}

  /**
   * A rate with its unit: {@code 0.58 a day}, {@code 1 in 50 d}.
   *
   * @param perDay alerts a day; NaN where it is not known
   */
  public static String text(double perDay) {
    if (Double.isNaN(perDay)) {
      return "-";
    }
    return perDay == 0 || perDay >= RARE
        ? String.format(Locale.ROOT, "%.2f a day", perDay)
        : "1 in " + Durations.words(Duration.ofDays(Math.round(1 / Math.max(LEAST, perDay))));
  }
}
