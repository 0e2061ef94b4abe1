package io.wavecast.core.forecast.season;

import java.io.Serializable;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * What is remembered of the day and the week.
 *
 * @param mode whether anything is remembered
 * @param zone the time zone of days and weeks
 */
public record SeasonSettings(Mode mode, ZoneId zone) implements Serializable {
  /** Remembered, by Coordinated Universal Time. */
  public static final SeasonSettings DEFAULT = new SeasonSettings(Mode.AUTO, ZoneOffset.UTC);

  /** Nothing is remembered. */
  public static final SeasonSettings OFF = new SeasonSettings(Mode.OFF, ZoneOffset.UTC);

  /** Whether the day and the week are remembered. */
  public enum Mode {
    /** They are, and count where that has made forecasts better. */
    AUTO,
    /** They are not. */
    OFF
  }
}
