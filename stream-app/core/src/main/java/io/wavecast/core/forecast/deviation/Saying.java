package io.wavecast.core.forecast.deviation;

/**
 * What a sentence says of an observation: the words by which it says so, a few words with the same
 * meaning for a title, and a name of it for a list. Events do not name the voice, but its sentence
 * does: the words are read back from stored events, so those of a release must stay.
 */
public enum Saying {
  LARGEST_ERROR(": no error like this", "is far from its forecast", "forecast error"),
  LARGE_ERROR(": few errors like this", "is far from its forecast", "forecast error"),
  LARGEST_ERRORS(
      ": no value lay so far from all its forecasts",
      "is far from all its forecasts",
      "errors of all forecasts"),
  LARGE_ERRORS(
      ": few values lay so far from all their forecasts",
      "is far from all its forecasts",
      "errors of all forecasts"),
  HIGHEST(": none as high", "is unusually high", "high value"),
  HIGH(": few as high", "is unusually high", "high value"),
  LOWEST(": none as low", "is unusually low", "low value"),
  LOW(": few as low", "is unusually low", "low value"),
  CHANGED(": it was constant at ", "is no longer constant", "end of a constant line"),
  FLAT(", the same or nearly so ", "is flat", "flat line"),
  QUIET(": it changes only ", "is quieter than usual", "little noise"),
  NOISY(": it changes ", "is noisier than usual", "noise"),
  GAP(" values lie where at most 1 in ", "is where it hardly ever is", "rare values"),
  RESTLESS(
      ": it changed between high and low at ",
      "changes between high and low unusually often",
      "changes between high and low"),
  LONG_HIGH(": high for ", "has been high unusually long", "long time high"),
  LONG_LOW(": low for ", "has been low unusually long", "long time low"),
  NO_RISE(
      ": at this time of day it usually rises to ",
      "did not rise as usual at this time of day",
      "no rise at its time of day"),
  NO_FALL(
      ": at this time of day it usually falls to ",
      "did not fall as usual at this time of day",
      "no fall at its time of day"),
  STAYS_LOW(": it often rises to ", "has not risen as it often does", "no rise as it often had"),
  STAYS_HIGH(": it often falls to ", "has not fallen as it often does", "no fall as it often had"),
  WEEK(
      ": at this hour of the week",
      "is unusual for this hour of the week",
      "unlike its hour of the week"),
  NEW(": nothing like it", "is unlike what came before", ""),
  REMAINS(", still far from the expected ", "is still far from what was expected", ""),
  ACCEPTED(" is accepted as normal after ", "is accepted as normal", ""),
  NEW_SERIES(" is taken for a new one after a pause of ", "is taken for a new series", ""),
  /** Only that something is unusual. */
  NOTHING("", "is unusual", "");

  /** What follows a first cause and precedes further ones. */
  public static final String ALSO = "; also ";

  /** What precedes causes without which the first one would be none. */
  static final String TOGETHER = "; an anomaly only together with ";

  /** What follows the value in a sentence that says so. */
  final String words;

  /** What follows the name of the series in a title. */
  public final String title;

  /** What it is called beside another one; empty for what is never said beside one. */
  final String name;

  Saying(String words, String title, String name) {
    this.words = words;
    this.title = title;
    this.name = name;
  }

  /** What happens; two voices hear an error of a forecast, and two that a series is still. */
  Saying event() {
    return switch (this) {
      case LARGEST_ERROR, LARGE_ERRORS, LARGEST_ERRORS -> LARGE_ERROR;
      case QUIET -> FLAT;
      default -> this;
    };
  }

  /** Whether it says why an alert ends although the series has not come back to what it was. */
  public boolean isEnd() {
    return this == ACCEPTED || this == NEW_SERIES;
  }

  /** What a reason says first; NOTHING where it has none of the words. */
  public static Saying of(String reason) {
    Saying first = NOTHING;
    int at = reason.length();
    for (Saying each : values()) {
      int found = reason.indexOf(each.words);
      if (each != NOTHING && found >= 0 && found < at) {
        first = each;
        at = found;
      }
    }
    return first;
  }
}
