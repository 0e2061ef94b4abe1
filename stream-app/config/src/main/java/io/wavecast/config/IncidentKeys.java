package io.wavecast.config;

import io.wavecast.core.text.LabelPattern;
import java.time.Duration;
import java.util.Optional;

/** What series have in common, and how their alerts are joined. */
public final class IncidentKeys {
  static final KeyRegistry INCIDENTS = new KeyRegistry(Group.INCIDENTS);

  public static final Key<Optional<LabelPattern>> LABELS =
      Key.both(
              INCIDENTS,
              "labels.pattern",
              Type.optional(
                  Type.explained(
                      new Type<>(
                          "pattern",
                          "a regular expression (RE2) with named groups such as"
                              + " (?<service>[^.]+)\\.(?<zone>[^.]+)\\..*",
                          LabelPattern::of))),
              "")
          .help(
              "Where a series key holds the labels of the series, which its alerts and incidents"
                  + " carry; the expression must match all of a key; labels of records take"
                  + " precedence; empty: keys hold no labels");

  public static final Key<Boolean> ENABLED =
      Key.both(INCIDENTS, "incidents.enabled", Type.flag(), "false")
          .help(
              "Whether alerts that begin together are joined into incidents, by a separate pipeline"
                  + " over the alerts topic");
  public static final Key<Duration> WINDOW =
      Key.both(INCIDENTS, "incidents.window", Type.duration("1s", "1h"), "1m")
          .help(
              "Longest time between two alerts that begin together, by their own times; without"
                  + " labels, all alerts within it are one incident");

  private IncidentKeys() {}
}
