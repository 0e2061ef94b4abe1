package io.wavecast.core.aggregate;

import io.wavecast.schemas.aggregate.RawEvent;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * What is kept of the events of one window. Its bytes do not depend on when it was written and read
 * in between. Not thread-safe.
 */
abstract class Accumulator {
  /** Of no events. */
  static Accumulator of(Aggregate aggregate) {
    return switch (aggregate) {
      case COUNT -> new Numbers.Count();
      case SUM, MEAN -> new Numbers.Sum(aggregate == Aggregate.MEAN);
      case MIN, MAX -> new Numbers.Extreme(aggregate == Aggregate.MAX);
      case LAST -> new Numbers.Last();
      case P50 -> new Quantile(0.5);
      case P95 -> new Quantile(0.95);
      case P99 -> new Quantile(0.99);
      case DISTINCT -> new Distinct();
    };
  }

  abstract void add(RawEvent event);

  /** The aggregate of at least one event. */
  abstract double result();

  /** Writes what {@link #read} reads; the length is part of it. */
  abstract void write(ByteArrayOutputStream out);

  abstract void read(ByteBuffer in);

  static void writeDouble(ByteArrayOutputStream out, double value) {
    writeLong(out, Double.doubleToLongBits(value));
  }

  static void writeLong(ByteArrayOutputStream out, long value) {
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      out.write((int) (value >>> shift));
    }
  }
}
