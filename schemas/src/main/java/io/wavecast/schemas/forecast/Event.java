package io.wavecast.schemas.forecast;

/** What comes out of the stream for one series; each kind has a topic of its own. */
public sealed interface Event permits Forecast, Deviation, Alert {
  /** The series key. */
  String series();

  /**
   * The time that the event belongs to, ms since the epoch: its record's time, unless brokers would
   * refuse that.
   */
  long eventTime();
}
