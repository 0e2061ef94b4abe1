package io.wavecast.service.cli;

import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.text.Numbers;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.service.explain.Candidate;
import io.wavecast.service.explain.Comparison;
import io.wavecast.service.explain.Episode;
import io.wavecast.service.explain.Explanation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code replay} prints where no option names an output: the next values of the first series,
 * and the latest alerts. Not thread-safe.
 */
final class ReplaySummary {
  private static final int MOST_SERIES = 3;
  private static final int MOST_ALERTS = 10;

  private final Explanation explanation;
  private final Map<String, Forecast> newest = new LinkedHashMap<>();

  /**
   * @param spec of the replay, with the rules in force
   */
  ReplaySummary(ForecastSpec spec) {
    explanation =
        new Explanation(
            List.of(Candidate.inForce(spec.alerts())),
            spec.windows().expireAfter(),
            spec.calendars(),
            0);
  }

  /**
   * Takes the next event of the replay.
   *
   * @param labels of its series, by name
   */
  void add(Event event, Map<String, String> labels) {
    explanation.add(event, labels);
    if (event instanceof Forecast forecast
        && (newest.size() < MOST_SERIES || newest.containsKey(forecast.series()))) {
      newest.put(forecast.series(), forecast);
    }
  }

  /** Ends a file of the replay. */
  void end() {
    explanation.end();
  }

  /** What there is to print. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    newest.values().forEach(forecast -> addForecast(forecast, lines));
    Comparison comparison = explanation.comparison();
    List<Episode> alerts =
        comparison.episodes().stream().sorted(Comparator.comparingLong(Episode::begin)).toList();
    int from = Math.max(0, alerts.size() - MOST_ALERTS);
    lines.add(
        (alerts.isEmpty()
                ? "no alerts"
                : alerts.size() == 1 ? "1 alert" : alerts.size() + " alerts")
            + (from > 0 ? ", of which the last " + MOST_ALERTS : "")
            + (alerts.isEmpty() ? "" : ":"));
    alerts
        .subList(from, alerts.size())
        .forEach(each -> lines.add("  " + ExplainReport.line(comparison, each)));
    lines.add(
        "--explain FILE draws values and alerts, --alerts prints every alert, --out DIR writes every"
            + " forecast");
    return lines;
  }

  private static void addForecast(Forecast f, List<String> lines) {
    float[] yhat = f.yhat();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s, the next %d values with %.0f %% intervals%s:",
            f.series(),
            yhat.length,
            100 * f.level(),
            f.warmup() ? ", by a random walk: a model needs more values" : ""));
    for (int i = 0; i < yhat.length; i++) {
      double scale = f.yhatUpper()[i] - f.yhatLower()[i];
      lines.add(
          "  %s  %s (%s to %s)"
              .formatted(
                  Instant.ofEpochMilli(f.origin() + (i + 1) * f.stepMs()),
                  Numbers.of(yhat[i], scale),
                  Numbers.of(f.yhatLower()[i], scale),
                  Numbers.of(f.yhatUpper()[i], scale)));
    }
  }
}
