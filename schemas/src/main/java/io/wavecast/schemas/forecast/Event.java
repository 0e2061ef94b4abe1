package io.wavecast.schemas.forecast;

/** An output of the forecast pipeline for one series; each kind has its topic. */
public sealed interface Event permits Forecast, Deviation, Alert {
  /** The series key. */
  String series();

  /**
   * The time of the event, ms since the epoch. It is the time of its record, unless brokers would
   * reject that.
   */
  long eventTime();
}
