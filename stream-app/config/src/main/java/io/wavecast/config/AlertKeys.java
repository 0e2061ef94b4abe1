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
  public static final Key<List<String>> RULES =
      Key.both(
              DEVIATIONS,
              "alerts.rules",
              Type.words(
                  "NAME PATTERN [SETTING=VALUE...], the first whose pattern matches a series"
                      + " applies; PATTERN is of keys, or of labels such as service=web"),
              "")
          .help(
              "When which series alerts, e.g. web web.* min-breaches=3 window=5 stale-after=5m, or by"
                  + " labels: shop service=checkout,zone=eu-* window=5, or both, the key first:"
                  + " host web.*,zone=eu-* window=5;"
                  + " settings: warning and critical (scores above which an observation breaches; 1"
                  + " and 2), min-breaches in the window of the latest observations (1 of 1),"
                  + " recovery (score up to which an observation is as expected; 0.75),"
                  + " recover-after (number of those in a row that end an incident; 8), cool-down"
                  + " (time before the next incident; 0s), side (both, above or below; what has no"
                  + " direction, such as a flat line or noise, counts for both only),"
                  + " min-absolute and min-relative (least distance from what was expected; 0),"
                  + " stale-after (silence that alerts; without it 10m, at least 10 steps, for a series"
                  + " with a full window and a steady step; off: never. Only an observation that was"
                  + " younger than that, or than a minute, when it was read is waited after: an older"
                  + " one belongs to a backlog, a burst or a history), "
                  + "limit-above and limit-below (limits that the series should not"
                  + " reach: about to reach one is a breach, at it or beyond a critical breach),"
                  + " probability (with which the forecast reaches a limit; 0.5) in one of the next"
                  + " steps that within says (all that are forecast; 0: the value alone counts),"
                  + " outside (lead times such as 1+5+10: a value"
                  + " breaches when it lies outside the calibrated intervals that were forecast"
                  + " for it at all of them; a lead time without a forecast does not count),"
                  + " score (off: only limits, intervals and silence alert, of which the rule must"
                  + " then have one)."
                  + " E.g. disk disk.* limit-above=90 probability=0.8 within=10 score=off or load load.* outside=10 min-absolute=4 min-breaches=8 window=10"
                  + " score=off");

  private AlertKeys() {}
}
