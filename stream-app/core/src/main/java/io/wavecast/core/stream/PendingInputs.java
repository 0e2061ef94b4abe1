package io.wavecast.core.stream;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.DoubleConsumer;
import java.util.function.LongSupplier;

/**
 * The micro-batch of a {@link Pipeline}: the keys that have pending inputs, and how long each input
 * has been pending. It only indexes what the stored states hold. Not thread-safe, except for {@link
 * #size}.
 */
public final class PendingInputs {
  private static final double NANOS = 1e9;

  private final int maxBatch;
  private final DoubleConsumer latency;
  private final LongSupplier nanoClock;
  private final Set<String> keys = new LinkedHashSet<>();
  private final long[] acceptedAt;
  private int timed;
  private int inputs;
  private volatile int size;

  /**
   * @param maxBatch inputs that fill the batch, at least 1
   * @param latency records how long each input was pending, in seconds
   * @param nanoClock measures that, ns
   */
  public PendingInputs(int maxBatch, DoubleConsumer latency, LongSupplier nanoClock) {
    if (maxBatch < 1) {
      throw new IllegalArgumentException("batch size must be at least 1, got: " + maxBatch);
    }
    this.maxBatch = maxBatch;
    this.latency = latency;
    this.nanoClock = nanoClock;
    this.acceptedAt = new long[maxBatch];
  }

  /**
   * Adds an input.
   *
   * @return whether the batch is full
   */
  public boolean add(String key) {
    if (timed < acceptedAt.length) {
      acceptedAt[timed++] = nanoClock.getAsLong();
    }
    keys.add(key);
    size = ++inputs;
    return inputs >= maxBatch;
  }

  /** Adds inputs that were found in a stored state; their latency is unknown. */
  public void restore(String key, int n) {
    keys.add(key);
    inputs += n;
    size = inputs;
  }

  /** The number of inputs. Any thread may call it. */
  public int size() {
    return size;
  }

  /** The keys with pending inputs, in the order of their first one. */
  public Set<String> keys() {
    return Collections.unmodifiableSet(keys);
  }

  /** Empties the batch and records the latencies of its inputs. */
  public void complete() {
    if (timed > 0) {
      long now = nanoClock.getAsLong();
      for (int i = 0; i < timed; i++) {
        latency.accept((now - acceptedAt[i]) / NANOS);
      }
    }
    clear();
  }

  /** Empties the batch. */
  public void clear() {
    keys.clear();
    timed = 0;
    inputs = 0;
    size = 0;
  }
}
