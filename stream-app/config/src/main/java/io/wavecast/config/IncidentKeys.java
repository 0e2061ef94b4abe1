package io.wavecast.config;

import io.wavecast.core.text.LabelPattern;
import java.util.Optional;

/** What series have in common, and how their alerts are joined. */
public final class IncidentKeys {
  static final KeyRegistry INCIDENTS = new KeyRegistry(Group.INCIDENTS);

  public static final Key<Optional<LabelPattern>> LABELS =
      Key.both(
              INCIDENTS,
              "labels.pattern",
              Type.optional(
                  new Type<>(
                      "pattern",
                      "a regular expression (RE2) with named groups such as"
                          + " (?<service>[^.]+)\\.(?<zone>[^.]+)\\..*",
                      LabelPattern::of)),
              "")
          .help(
              "Where a series key holds the labels of the series, which its alerts and incidents"
                  + " carry; the expression must match all of a key, and a key that it does not"
                  + " match has no labels; empty: no series has labels");

  private IncidentKeys() {}
}
