package io.wavecast.config;

/** What receivers are told about. */
public enum DeliveredEvents {
  /** Each alert of a series. */
  ALERTS,
  /** Each incident: the alerts that begin together, as one. */
  INCIDENTS
}
