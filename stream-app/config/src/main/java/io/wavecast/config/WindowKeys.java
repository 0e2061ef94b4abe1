package io.wavecast.config;

import io.wavecast.core.forecast.Zones;
import io.wavecast.core.forecast.season.SeasonSettings;
import io.wavecast.core.forecast.window.Counters;
import io.wavecast.core.text.SeriesPattern;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** How observations become windows. */
public final class WindowKeys {
  static final KeyRegistry WINDOWS = new KeyRegistry(Group.WINDOWS);

  public static final Key<Optional<Duration>> STEP =
      Key.both(WINDOWS, "window.step", Type.optional(Type.duration("1ms", "3650d")), "")
          .help("Time between two observations; empty: the median of the last intervals");
  public static final Key<Integer> MAX_GAP =
      Key.both(WINDOWS, "window.max-gap", Type.integer(0, 13), "5")
          .help(
              "Most consecutive missing observations that are filled in; a longer gap restarts the"
                  + " window");

  public static final Key<SeasonSettings.Mode> SEASON =
      Key.both(WINDOWS, "forecast.season", Type.oneOf(SeasonSettings.Mode.class), "auto")
          .help(
              "Whether each series remembers what it usually does at this hour of the day and the"
                  + " week, to mix it into its forecasts where that makes them better; series with"
                  + " a value every 36 hours or more often do");
  public static final Key<ZoneId> ZONE =
      Key.both(WINDOWS, "time.zone", Type.zone(), "UTC")
          .help(
              "The time zone by whose clocks days and weeks pass, with its daylight saving, for this"
                  + " memory and for the score");

  public static final Key<List<Zones.Zoned>> ZONES =
      Key.both(
              WINDOWS,
              "time.zones",
              Type.explained(
                  Type.list(
                      "PATTERN=ZONE", zones -> zones.stream().map(Zones.Zoned::read).toList())),
              "")
          .help(
              "Time zones of series for the same purposes, e.g. us.*=America/New_York, or by labels"
                  + " zone=eu-*&kind=shop=Europe/Berlin (& between them); the first match applies, and"
                  + " time.zone to the rest");

  public static final Key<Optional<Duration>> EXPIRE_AFTER =
      Key.both(WINDOWS, "series.expire-after", Type.optional(Type.duration("1m", "36500d")), "400d")
          .help(
              "Silence after which a series is forgotten, by the times of newer observations in its"
                  + " partition, not by the clock: its alert ends, its state is removed, and it starts"
                  + " from scratch if it returns; empty: never");

  public static final Key<Counters> AS_RATE =
      Key.both(
              WINDOWS,
              "series.as-rate",
              Type.explained(
                  Type.list(
                      "patterns of series such as *.requests_total, or by labels type=counter&zone=*",
                      patterns -> new Counters(patterns.stream().map(SeriesPattern::of).toList()))),
              "")
          .help(
              "Counters, which grow until they restart from 0, e.g. *_total, or by labels"
                  + " type=counter&zone=eu-* (& between them). What is forecast and judged of each is"
                  + " its increase per second since the value before. A series of another kind"
                  + " before starts from scratch; its alert goes on");

  private WindowKeys() {}
}
