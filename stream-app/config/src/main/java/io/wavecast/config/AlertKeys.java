package io.wavecast.config;

import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.FalseAlerts;
import io.wavecast.core.text.Durations;
import java.time.Duration;
import java.util.List;

/** How observations are judged, and when series alert. */
public final class AlertKeys {
  static final KeyRegistry DEVIATIONS = new KeyRegistry(Group.DEVIATIONS);

  public static final Key<FalseAlerts> FALSE_ALERTS =
      Key.both(
              DEVIATIONS,
              "alerts.false-alerts",
              new Type<>(
                  "rate",
                  "a number for a series and a time such as 1 per 30d, at most 1 per 1m",
                  FalseAlerts::parse),
              FalseAlerts.DEFAULT.toString())
          .help(
              "How often a healthy series may alert falsely, at any time between its values; it sets"
                  + " what a score of 1 means");
  public static final Key<Duration> ACCEPT_AFTER =
      Key.both(
              DEVIATIONS,
              "alerts.accept-after",
              Type.duration("1m", "365d"),
              Durations.format(AlertSettings.DEFAULT_ACCEPT_AFTER))
          .help(
              "How long a series stays at a new level until that is accepted as normal, and its alert"
                  + " ends; at least 60 values, whatever it says");
  public static final Key<String> RULES =
      Key.both(
              DEVIATIONS,
              "alerts.rules",
              Type.objects(
                  "alert rules",
                  List.of(
                      Field.text("name", "of the rule in its alerts"),
                      Field.text("series", "pattern of keys, of labels, or of both, the key first"),
                      Field.number("warning", "score above which an observation breaches; 1"),
                      Field.number("critical", "score above which it breaches critically; 2"),
                      Field.number("min-breaches", "in the window of the latest observations; 1"),
                      Field.number("window", "observations; 1"),
                      Field.number(
                          "recovery", "score up to which an observation is as expected; 0.75"),
                      Field.number(
                          "recover-after", "number of those in a row that end an alert; 8"),
                      Field.text("cool-down", "time before the next alert; 0s"),
                      Field.text(
                          "side",
                          "both, above or below; what has no direction, such as a flat line or"
                              + " noise, counts for both only"),
                      Field.number("min-absolute", "least distance from what was expected; 0"),
                      Field.number("min-relative", "the same as a share of it; 0"),
                      Field.of(
                          "stale-after",
                          "silence that alerts; without it 10m, at least 10 steps, for a series with"
                              + " a full window and a steady step; off: never",
                          "string",
                          "boolean"),
                      Field.number(
                          "limit-above",
                          "limit that the series should not reach: about to reach it is a breach, at"
                              + " it or beyond a critical breach"),
                      Field.number("limit-below", "the same from above"),
                      Field.number("probability", "with which the forecast reaches a limit; 0.5"),
                      Field.number(
                          "within",
                          "steps in one of which it does; all that are forecast; 0: the value alone"
                              + " counts"),
                      Field.of(
                          "outside",
                          "lead times such as [1, 5, 10]: a value breaches when it lies outside the"
                              + " calibrated intervals that were forecast for it at all of them; a"
                              + " lead time without a forecast does not count",
                          "array",
                          "string",
                          "integer"),
                      Field.of(
                          "score",
                          "off: only limits, intervals and silence alert, of which the rule must"
                              + " then have one",
                          "string",
                          "boolean"))),
              "")
          .help(
              "When which series alerts; the first rule whose pattern matches a series applies. E.g."
                  + " {name: web, series: web.*, min-breaches: 3, window: 5, stale-after: 5m}, by"
                  + " labels {name: shop, series: 'service=checkout,zone=eu-*', window: 5}, or before"
                  + " a limit {name: disk, series: disk.*, limit-above: 90, probability: 0.8, within:"
                  + " 10, score: off}");

  private AlertKeys() {}
}
