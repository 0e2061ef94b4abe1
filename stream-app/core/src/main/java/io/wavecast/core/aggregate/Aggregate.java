package io.wavecast.core.aggregate;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is computed from the events of a window. */
public enum Aggregate {
  /** The number of events. */
  COUNT(0, false),
  /** The sum of the values. */
  SUM(1, true),
  /** The arithmetic mean of the values. */
  MEAN(2, true),
  MIN(3, true),
  MAX(4, true),
  /** The value with the latest time; of several, the one that arrived last. */
  LAST(5, true),
  /** The median, see {@link Quantile}. */
  P50(6, true),
  P95(7, true),
  P99(8, true),
  /** How many different texts there are, see {@link Distinct}. */
  DISTINCT(9, false);

  private final int code;
  private final boolean needsValue;

  Aggregate(int code, boolean needsValue) {
    this.code = code;
    this.needsValue = needsValue;
  }

  /** Whether each event must have a number. */
  boolean needsValue() {
    return needsValue;
  }

  /** Stands for it in stored states, in 0..9. */
  int code() {
    return code;
  }

  /**
   * The constant with a code.
   *
   * @throws IllegalArgumentException when there is none
   */
  static Aggregate ofCode(int code) {
    for (Aggregate each : values()) {
      if (each.code == code) {
        return each;
      }
    }
    throw new IllegalArgumentException("code of an aggregate must be in 0..9, got: " + code);
  }

  /** The spelling in settings. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The constant with a label.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Aggregate of(String label) {
    for (Aggregate each : values()) {
      if (each.label().equals(label)) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "aggregate must be one of "
            + Arrays.stream(values()).map(Aggregate::label).collect(Collectors.joining(", "))
            + ", got: '"
            + label
            + "'");
  }
}
