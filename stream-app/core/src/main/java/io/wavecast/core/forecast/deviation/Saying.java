package io.wavecast.core.forecast.deviation;

/**
 * What a sentence says of an observation: the words by which it says so, and a few words with the
 * same meaning for a title. Events do not name the voice, but its sentence does.
 */
public enum Saying {
  FORECAST(": no error like this", "is far from its forecast"),
  LEAD_TIMES(": no value lay so far from all its forecasts", "is far from all its forecasts"),
  HIGHEST(": none as high", "is unusually high"),
  LOWEST(": none as low", "is unusually low"),
  FLAT(", the same or nearly so ", "is flat"),
  QUIET(": it changes only ", "is quieter than usual"),
  NOISY(": it changes ", "is noisier than usual"),
  GAP(" values lie where at most 1 in ", "is where it hardly ever is"),
  RESTLESS(": it changed between high and low at ", "changes between high and low unusually often"),
  LONG_HIGH(": high for ", "has been high unusually long"),
  LONG_LOW(": low for ", "has been low unusually long"),
  NO_RISE(
      ": at this time of day it usually rises to ", "did not rise as usual at this time of day"),
  NO_FALL(
      ": at this time of day it usually falls to ", "did not fall as usual at this time of day"),
  WEEK(": at this hour of the week usually ", "is unusual for this hour of the week"),
  NEW(": nothing like it", "is unlike what came before"),
  REMAINS(", still far from the expected ", "is still far from what was expected"),
  /** Only that something is unusual. */
  NOTHING("", "is unusual");

  /** What follows the value in a sentence that says so. */
  final String words;

  /** What follows the name of the series in a title. */
  public final String title;

  Saying(String words, String title) {
    this.words = words;
    this.title = title;
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
