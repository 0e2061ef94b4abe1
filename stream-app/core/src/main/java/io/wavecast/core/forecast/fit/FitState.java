package io.wavecast.core.forecast.fit;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What is known about how well the model of a series fits it. Immutable.
 *
 * @param model a hash of the model's name and version, see {@link FitStep#hashOf}; 0 before the
 *     first forecast by a model
 * @param verdict whether it fits
 * @param delay observations until the verdict takes effect, in 0..{@value FitStep#DELAY}
 * @param modelError discounted sum of the model's absolute errors
 * @param walkError the same of a random walk, over the same values
 * @param bad discounted share of forecasts that were far worse than a random walk's, in 0..1
 * @param origin time of the forecast that is judged at present, ms since the epoch
 * @param base the value at its origin: what the random walk forecasts
 * @param middle what the model forecasts half a horizon ahead
 * @param last what it forecasts a horizon ahead
 * @param horizon of that forecast; 0 before the first
 */
public record FitState(
    int model,
    Verdict verdict,
    int delay,
    float modelError,
    float walkError,
    float bad,
    long origin,
    float base,
    float middle,
    float last,
    int horizon) {
  /** So long ago that all lead times have passed. */
  private static final long NEVER = Long.MIN_VALUE / 2;

  /** Before the first forecast. */
  public static final FitState EMPTY = of(0);

  /** Verdicts at the places of their codes. */
  static final List<Verdict> CODES = List.of(Verdict.FITS, Verdict.MISFIT, Verdict.REPORTED);

  private static final byte LAYOUT = 2;
  private static final int SIZE = 4 + Integer.BYTES + 6 * Float.BYTES + Long.BYTES;

  /** Whether a model fits. */
  public enum Verdict {
    /** It does, or too little is known. */
    FITS,
    /** It does not, and no forecast has said so yet. */
    MISFIT,
    /** It does not, and forecasts say so. */
    REPORTED
  }

  /** A model of which nothing is known. */
  static FitState of(int model) {
    return new FitState(model, Verdict.FITS, 0, 0, 0, 0, NEVER, 0, 0, 0, 0);
  }

  public boolean isEmpty() {
    return model == 0;
  }

  /**
   * The model that must not forecast the series any more; 0 if there is none.
   *
   * @param observations that follow before that forecast is made
   */
  public int misfitAfter(int observations) {
    return verdict != Verdict.FITS && delay <= observations ? model : 0;
  }

  FitState with(Verdict verdict, int delay) {
    return new FitState(
        model, verdict, delay, modelError, walkError, bad, origin, base, middle, last, horizon);
  }

  public void write(ByteBuffer out) {
    out.put(LAYOUT)
        .put((byte) CODES.indexOf(verdict))
        .put((byte) delay)
        .putInt(model)
        .putFloat(modelError)
        .putFloat(walkError)
        .putFloat(bad)
        .putLong(origin)
        .putFloat(base)
        .putFloat(middle)
        .putFloat(last)
        .put((byte) horizon);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException when the bytes are not such a state
   */
  public static FitState read(ByteBuffer in) {
    byte layout = in.get();
    if (layout != LAYOUT || in.remaining() != SIZE - 1) {
      throw new IllegalArgumentException(
          "fit of a model must have layout 2 and %d bytes, got: %d and %d"
              .formatted(SIZE, layout, in.remaining() + 1));
    }
    Verdict verdict = verdictOf(in.get());
    int delay = in.get();
    return new FitState(
        in.getInt(),
        verdict,
        delay,
        in.getFloat(),
        in.getFloat(),
        in.getFloat(),
        in.getLong(),
        in.getFloat(),
        in.getFloat(),
        in.getFloat(),
        in.get());
  }

  private static Verdict verdictOf(byte code) {
    if (code < 0 || code >= CODES.size()) {
      throw new IllegalArgumentException("fit must be in 0..2, got: " + code);
    }
    return CODES.get(code);
  }
}
