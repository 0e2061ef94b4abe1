package io.wavecast.service.cli;

import io.wavecast.service.metrics.ServiceStatus;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The state of the service as text. */
final class Summary {
  private Summary() {}

  private static final String ROW = "  %-9s %-9s %-15s %-12s %-8s %-8s %s";

  /** A block of lines. */
  static List<String> block(ServiceStatus s, Duration running, Map<String, String> notReady) {
    return List.of(
        "",
        format(ROW, "running", "series", "observations/s", "forecasts/s", "p50", "p99", "behind"),
        format(ROW, values(s, running)),
        "  " + lost(s) + ", " + state(s, notReady));
  }

  /** One line. */
  static String line(ServiceStatus s, Duration running, Map<String, String> notReady) {
    return format(
            "%s, %s series, %s observations/s, %s forecasts/s, latency p50 %s p99 %s, %s"
                + " behind, ",
            values(s, running))
        + lost(s)
        + ", "
        + state(s, notReady);
  }

  private static Object[] values(ServiceStatus s, Duration running) {
    return new Object[] {
      time(running),
      s.series() < 0 ? "-" : count(s.series()),
      rate(s.observationsPerSecond()),
      rate(s.forecastsPerSecond()),
      latency(s.latencyP50()),
      latency(s.latencyP99()),
      count(s.behind())
    };
  }

  private static String lost(ServiceStatus s) {
    return format("%s late, %s dead-lettered", count(s.late()), count(s.deadLetters()));
  }

  private static String state(ServiceStatus s, Map<String, String> notReady) {
    if (!notReady.isEmpty()) {
      return notReady.entrySet().stream()
          .map(e -> e.getKey() + " " + e.getValue())
          .collect(Collectors.joining(", "));
    }
    return s.models().isEmpty()
        ? "ready"
        : s.models().stream()
            .map(m -> m.name() + " " + m.version() + " on " + m.device())
            .collect(Collectors.joining(", ", "models: ", ""));
  }

  static String time(Duration d) {
    long s = d.toSeconds();
    return s < 3600
        ? format("%d:%02d", s / 60, s % 60)
        : format("%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
  }

  private static String rate(double perSecond) {
    return format(perSecond < 10 ? "%.1f" : "%,.0f", perSecond);
  }

  private static String count(long n) {
    return format("%,d", n);
  }

  static String latency(double seconds) {
    if (Double.isNaN(seconds)) {
      return "-";
    }
    double ms = seconds * 1000;
    return format(ms < 10 ? "%.1f ms" : "%,.0f ms", ms);
  }

  private static String format(String pattern, Object... arguments) {
    return String.format(Locale.ROOT, pattern, arguments);
  }
}
