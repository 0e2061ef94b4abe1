package io.wavecast.schemas.forecast;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Why an observation is unusual or is so no more, or why an alert changed: as data. Sentences are
 * rendered from it where people read them.
 *
 * @param code what happens
 * @param signal id of the dominant signal, e.g. {@code flat}; empty where no signal matters. An
 *     open name: releases add signals
 * @param direction where the value lies, as seen from what was expected; of a limit where it lies
 * @param expected the value that was expected, in the unit of the series; NaN where none was
 * @param since when the anomaly began, ms since the epoch; 0 where there is none
 * @param numbers what else a sentence needs, finite, by name, sorted. Names that end in {@code Ms}
 *     are durations, {@code lower} and {@code upper} the range that is usual at this time; other
 *     numbers depend on signal and code
 */
public record Cause(
    Code code,
    String signal,
    Direction direction,
    float expected,
    long since,
    Map<String, Double> numbers) {
  /** Of an observation that is as expected. */
  public static final Cause NONE = of(Code.NONE);

  /** What happens. */
  public enum Code {
    /** Nothing. */
    NONE,
    /** A signal is unusual: an anomaly begins or lasts, or its score is near to one. */
    SIGNAL,
    /** The anomaly is over, or what raised the alert. */
    ENDED,
    /** The new level, noise or stillness is accepted as normal. */
    ACCEPTED,
    /** The series begins anew after a pause. */
    RESTARTED,
    /** A limit is reached, or is about to be. */
    LIMIT,
    /** The value lies outside forecast intervals. */
    OUTSIDE,
    /** There is no observation. */
    STALE,
    /** There are observations again. */
    RESUMED,
    /** The series is forgotten. */
    EXPIRED
  }

  public Cause {
    if (code == Code.SIGNAL && signal.isEmpty()) {
      throw new IllegalArgumentException("signal of a cause SIGNAL must not be empty");
    }
    numbers.forEach(
        (name, number) -> {
          if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(
                "number '" + name + "' of a cause must be finite, got: " + number);
          }
        });
    numbers = numbers.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(numbers));
  }

  /** A code alone. */
  public static Cause of(Code code) {
    return new Cause(code, "", Direction.NONE, Float.NaN, 0, Map.of());
  }

  /** An unusual signal. */
  public static Cause of(String signal, Direction direction) {
    return new Cause(Code.SIGNAL, signal, direction, Float.NaN, 0, Map.of());
  }

  /**
   * The same with one more number, unless that is not finite. One that is not whole is kept in
   * single precision: digits that no value has would fill the events.
   */
  public Cause with(String name, double number) {
    if (!Double.isFinite(number)) {
      return this;
    }
    boolean isWhole = number == Math.rint(number);
    Map<String, Double> more = new TreeMap<>(numbers);
    more.put(name, isWhole ? number : Double.parseDouble(Float.toString((float) number)));
    return new Cause(code, signal, direction, expected, since, more);
  }

  /** The same with another direction. */
  public Cause with(Direction other) {
    return new Cause(code, signal, other, expected, since, numbers);
  }

  /** A number by its name; NaN where it is not given. */
  public double number(String name) {
    return numbers.getOrDefault(name, Double.NaN);
  }

  /**
   * Whether it has the range that is usual at this time, in the unit of the series. That of a
   * counter is one of increases.
   */
  public boolean hasRange() {
    return numbers.keySet().containsAll(Set.of("lower", "upper"))
        && !numbers.containsKey("increase");
  }

  /** Whether an anomaly ends by it: such an observation raises no alert. */
  public boolean isEnd() {
    return code == Code.ENDED || isSettled();
  }

  /** Whether it ends although the series has not come back to what it was. */
  public boolean isSettled() {
    return code == Code.ACCEPTED || code == Code.RESTARTED;
  }
}
