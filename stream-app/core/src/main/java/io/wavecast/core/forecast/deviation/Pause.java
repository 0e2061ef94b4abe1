package io.wavecast.core.forecast.deviation;

/**
 * The time before a value that restarts the window.
 *
 * @param ms how long it was, at least 0; 0 of a value without one
 * @param unseen how many values would have come in it, at least 0
 * @param moved how far the level of the week has moved in it, by the value after it
 */
record Pause(double ms, double unseen, double moved) {
  static final Pause NONE = new Pause(0, 0, 0);
}
