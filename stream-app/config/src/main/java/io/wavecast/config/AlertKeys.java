package io.wavecast.config;

import io.wavecast.core.forecast.deviation.Profile;
import java.util.List;

/** How observations are judged, and when series alert. */
public final class AlertKeys {
  static final KeyRegistry DEVIATIONS = new KeyRegistry(Group.DEVIATIONS);

  public static final Key<Profile> PROFILE =
      DEVIATIONS.both(
          "deviations.profile",
          Type.oneOf(Profile.class),
          "full",
          "How much state judges each series; light is for very many series");
  public static final Key<List<String>> RULES =
      DEVIATIONS.both(
          "alerts.rules",
          Type.words(
              "NAME PATTERN [SETTING=VALUE...], the first whose pattern matches a series applies"),
          "",
          "When which series alert, e.g. web web.* breaches=3 of=5 stale=5m; settings: warning and"
              + " critical (scores above which an observation breaches; 1 and 2), breaches of the last"
              + " so many (2 of 3), recovery (score that is as expected; 0.5), calm (so many of those"
              + " in a row end it; 5), cool-down (0s), side (both, above or below), min-absolute and"
              + " min-relative (least distance from the forecast; 0), stale (silence that alerts, by this"
              + " machine's clock, or by the records' times while the stream is behind)");

  private AlertKeys() {}
}
