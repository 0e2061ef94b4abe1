package io.wavecast.core.forecast.alert;

import io.wavecast.schemas.forecast.Alert.State;
import java.nio.ByteBuffer;

/**
 * How a series stands. Immutable.
 *
 * @param state its alert state
 * @param firing WARNING or CRITICAL while it is RECOVERING: where it goes back to; else the state
 * @param since since when it is in this state, ms since the epoch
 * @param started when it last left OK, ms since the epoch
 * @param coolUntil no incident begins before this time, ms since the epoch
 * @param warnings bit i: the i-th newest observation breached
 * @param criticals bit i: it breached critically
 * @param calm observations in a row that were as expected, at most 32
 */
public record AlertState(
    State state,
    State firing,
    long since,
    long started,
    long coolUntil,
    int warnings,
    int criticals,
    int calm) {
  /** Before the first observation. */
  public static final AlertState EMPTY = new AlertState(State.OK, State.OK, 0, 0, 0, 0, 0, 0);

  private static final int SIZE = 3 + 3 * 8 + 2 * 4;

  public boolean isEmpty() {
    return equals(EMPTY);
  }

  /** How many bytes {@link #write} writes. */
  public int size() {
    return SIZE;
  }

  public void write(ByteBuffer out) {
    out.put(codeOf(state))
        .put(codeOf(firing))
        .put((byte) calm)
        .putLong(since)
        .putLong(started)
        .putLong(coolUntil)
        .putInt(warnings)
        .putInt(criticals);
  }

  /**
   * @throws IllegalArgumentException when the bytes are no such state
   */
  public static AlertState read(ByteBuffer in) {
    State state = stateOf(in.get());
    State firing = stateOf(in.get());
    int calm = in.get();
    return new AlertState(
        state, firing, in.getLong(), in.getLong(), in.getLong(), in.getInt(), in.getInt(), calm);
  }

  private static byte codeOf(State state) {
    return switch (state) {
      case OK -> 0;
      case PENDING -> 1;
      case WARNING -> 2;
      case CRITICAL -> 3;
      case RECOVERING -> 4;
    };
  }

  private static State stateOf(byte code) {
    return switch (code) {
      case 0 -> State.OK;
      case 1 -> State.PENDING;
      case 2 -> State.WARNING;
      case 3 -> State.CRITICAL;
      case 4 -> State.RECOVERING;
      default -> throw new IllegalArgumentException("alert state must be in 0..4, got: " + code);
    };
  }
}
