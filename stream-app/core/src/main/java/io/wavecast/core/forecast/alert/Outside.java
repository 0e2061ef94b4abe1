package io.wavecast.core.forecast.alert;

import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Forecast;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Lead times of whose intervals a value should not lie outside. It breaches when it lies outside
 * all of them. Lead times without a forecast do not count; there must be one with a calibrated
 * forecast.
 *
 * @param leads in 1..{@value Forecast#MAX_HORIZON}, ascending, none twice, at least one
 */
public record Outside(List<Integer> leads) implements Serializable {
  public Outside {
    leads = List.copyOf(leads);
    if (!leads.equals(
            leads.stream()
                .filter(l -> l >= 1 && l <= Forecast.MAX_HORIZON)
                .sorted()
                .distinct()
                .toList())
        || leads.isEmpty()) {
      throw new IllegalArgumentException(
          "outside must be ascending lead times in 1..%d, got: %s"
              .formatted(Forecast.MAX_HORIZON, text(leads)));
    }
  }

  /** Whether the value lies outside, on the side and as far from each forecast as the rule says. */
  boolean isBreached(Deviation d, AlertRule rule) {
    List<Integer> forecast = forecast(d);
    return !forecast.isEmpty()
        && forecast.stream()
            .allMatch(lead -> d.isOutside(lead) && rule.counts(d.y(), expected(d, lead)));
  }

  /** The value that the shortest of these lead times forecast. */
  double expected(Deviation d) {
    return expected(d, forecast(d).get(0));
  }

  private List<Integer> forecast(Deviation d) {
    return leads.stream()
        .filter(lead -> lead <= d.errors().length && !Float.isNaN(d.errors()[lead - 1]))
        .toList();
  }

  private static double expected(Deviation d, int lead) {
    return (double) d.y() - d.errors()[lead - 1];
  }

  private static String text(List<Integer> leads) {
    return leads.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
