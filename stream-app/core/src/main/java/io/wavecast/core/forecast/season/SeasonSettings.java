package io.wavecast.core.forecast.season;

import io.wavecast.core.forecast.Zones;
import java.io.Serializable;
import java.time.ZoneId;

/**
 * What is remembered of the day and the week.
 *
 * @param mode whether anything is remembered
 * @param zones the time zones of days and weeks
 */
public record SeasonSettings(Mode mode, Zones zones) implements Serializable {
  /** Remembered, by Coordinated Universal Time. */
  public static final SeasonSettings DEFAULT = new SeasonSettings(Mode.AUTO, Zones.UTC);

  /** Nothing is remembered. */
  public static final SeasonSettings OFF = new SeasonSettings(Mode.OFF, Zones.UTC);

  /** Whether the day and the week are remembered. */
  public enum Mode {
    /** They are, and count where that has made forecasts better. */
    AUTO,
    /** They are not. */
    OFF
  }

  /** With one time zone for all series. */
  public SeasonSettings(Mode mode, ZoneId zone) {
    this(mode, Zones.of(zone));
  }
}
