package io.wavecast.core.forecast.deviation;

/** What about an observation is unusual. */
enum Voice {
  /** Nothing. */
  NONE,
  /** The error of the one-step forecast. */
  FORECAST,
  /** The errors of the forecasts of all lead times. */
  LEAD_TIMES,
  /** The value: it lies beyond all earlier ones, or almost all. */
  VALUE,
  /** A series that moves has stopped moving. */
  FLAT,
  /** The changes between values have grown. */
  NOISE,
  /** The value lies between values that occur, where none does. */
  GAP,
  /** A series of two states stays in one for too long, or changes too often. */
  STATE,
  /**
   * The series is not as it usually is at this time of day or of the week or, without a rhythm, has
   * not risen or fallen for longer than usual.
   */
  TIME_OF_DAY,
  /** Nothing like it was seen, but what is new may be ordinary: the score is at most 1. */
  NEW;

  /**
   * Whether what is unusual lies above or below what was expected. A flat line, noise, a place
   * between usual values and a stay in a usual state lie on neither side.
   */
  boolean hasDirection() {
    return switch (this) {
      case FLAT, NOISE, GAP, STATE -> false;
      case NONE, FORECAST, LEAD_TIMES, VALUE, TIME_OF_DAY, NEW -> true;
    };
  }
}
