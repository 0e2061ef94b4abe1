package io.wavecast.core.calendar;

import java.io.Serializable;

/**
 * Where a pipeline finds the calendar. It asks before it judges observations of a series, so a
 * change takes effect between two of them, never within one. Thread-safe.
 */
@FunctionalInterface
public interface CalendarSource extends Serializable {
  /** The calendar as it is now. */
  Calendar current();
}
