package io.wavecast.core.aggregate;

import io.wavecast.core.stream.SparseBytes;
import io.wavecast.schemas.aggregate.RawEvent;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Accumulators of one or two numbers. */
final class Numbers {
  private Numbers() {}

  /** The number of events. */
  static final class Count extends Accumulator {
    private long count;

    @Override
    void add(RawEvent event) {
      count++;
    }

    @Override
    double result() {
      return count;
    }

    @Override
    void write(ByteArrayOutputStream out) {
      SparseBytes.writeNumber(out, count);
    }

    @Override
    void read(ByteBuffer in) {
      count = SparseBytes.readLong(in);
    }
  }

  /** Sum or mean, in the order of arrival. */
  static final class Sum extends Accumulator {
    private final boolean mean;
    private long count;
    private double sum;

    Sum(boolean mean) {
      this.mean = mean;
    }

    @Override
    void add(RawEvent event) {
      count++;
      sum += event.value();
    }

    @Override
    double result() {
      return mean ? sum / count : sum;
    }

    @Override
    void write(ByteArrayOutputStream out) {
      SparseBytes.writeNumber(out, count);
      writeDouble(out, sum);
    }

    @Override
    void read(ByteBuffer in) {
      count = SparseBytes.readLong(in);
      sum = in.getDouble();
    }
  }

  /** The least or greatest value. */
  static final class Extreme extends Accumulator {
    private final boolean max;
    private double extreme;

    Extreme(boolean max) {
      this.max = max;
      this.extreme = max ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    @Override
    void add(RawEvent event) {
      extreme = max ? Math.max(extreme, event.value()) : Math.min(extreme, event.value());
    }

    @Override
    double result() {
      return extreme;
    }

    @Override
    void write(ByteArrayOutputStream out) {
      writeDouble(out, extreme);
    }

    @Override
    void read(ByteBuffer in) {
      extreme = in.getDouble();
    }
  }

  /** The value with the latest time. */
  static final class Last extends Accumulator {
    private long time = Long.MIN_VALUE;
    private double value;

    @Override
    void add(RawEvent event) {
      if (event.timestamp() >= time) {
        time = event.timestamp();
        value = event.value();
      }
    }

    @Override
    double result() {
      return value;
    }

    @Override
    void write(ByteArrayOutputStream out) {
      writeLong(out, time);
      writeDouble(out, value);
    }

    @Override
    void read(ByteBuffer in) {
      time = in.getLong();
      value = in.getDouble();
    }
  }
}
