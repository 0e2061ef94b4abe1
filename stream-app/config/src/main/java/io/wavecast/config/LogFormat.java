package io.wavecast.config;

/** How log records are written. */
public enum LogFormat {
  /** One line per record, for people. */
  TEXT,
  /** One JSON object per line, for programs. */
  JSON
}
