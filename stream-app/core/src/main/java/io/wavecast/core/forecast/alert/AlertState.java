package io.wavecast.core.forecast.alert;

import io.wavecast.schemas.forecast.Alert.State;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The alert state of a series and the recent observations that it depends on. Immutable.
 *
 * @param state its alert state
 * @param firing while it is RECOVERING, WARNING or CRITICAL: the state that a breach returns it to;
 *     while it fires, RECOVERING if it has relapsed; otherwise the same as {@code state}
 * @param since when it entered this state, ms since the epoch
 * @param started when it last left OK, ms since the epoch
 * @param coolUntil no incident starts before this time, ms since the epoch
 * @param warnings bit i: whether the i-th latest observation breached
 * @param criticals bit i: whether it breached critically
 * @param asExpected number of latest observations in a row that were as expected, at most 32
 */
public record AlertState(
    State state,
    State firing,
    long since,
    long started,
    long coolUntil,
    int warnings,
    int criticals,
    int asExpected) {
  /** Before the first observation. */
  public static final AlertState EMPTY = new AlertState(State.OK, State.OK, 0, 0, 0, 0, 0, 0);

  /** States at the places of their codes. */
  static final List<State> CODES =
      List.of(State.OK, State.PENDING, State.WARNING, State.CRITICAL, State.RECOVERING);

  public boolean isEmpty() {
    return equals(EMPTY);
  }

  /** The code of the state, from 0: OK, PENDING, WARNING, CRITICAL, RECOVERING. */
  public int code() {
    return codeOf(state);
  }

  /** Whether it fires again after it was RECOVERING. */
  boolean hasRelapsed() {
    return firing == State.RECOVERING;
  }

  /** The same alert state after one more observation. */
  AlertState observed(boolean warning, boolean critical, boolean expected) {
    return new AlertState(
        state,
        firing,
        since,
        started,
        coolUntil,
        (warnings << 1) | (warning ? 1 : 0),
        (criticals << 1) | (critical ? 1 : 0),
        expected ? Math.min(asExpected + 1, AlertRule.MAX_OBSERVATIONS) : 0);
  }

  /** The number of breaches among the latest observations. */
  int warningsOf(int observations) {
    return count(warnings, observations);
  }

  /** The number of critical breaches among the latest observations. */
  int criticalsOf(int observations) {
    return count(criticals, observations);
  }

  private static int count(int bits, int latest) {
    return Integer.bitCount(latest == Integer.SIZE ? bits : bits & ((1 << latest) - 1));
  }

  public void write(ByteBuffer out) {
    out.put(codeOf(state))
        .put(codeOf(firing))
        .put((byte) asExpected)
        .putLong(since)
        .putLong(started)
        .putLong(coolUntil)
        .putInt(warnings)
        .putInt(criticals);
  }

  /**
   * @throws IllegalArgumentException when the bytes are not such a state
   */
  public static AlertState read(ByteBuffer in) {
    State state = stateOf(in.get());
    State firing = stateOf(in.get());
    int asExpected = in.get();
    return new AlertState(
        state,
        firing,
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getInt(),
        in.getInt(),
        asExpected);
  }

  private static byte codeOf(State state) {
    return (byte) CODES.indexOf(state);
  }

  private static State stateOf(byte code) {
    if (code < 0 || code >= CODES.size()) {
      throw new IllegalArgumentException("alert state must be in 0..4, got: " + code);
    }
    return CODES.get(code);
  }
}
