package io.wavecast.trainer.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Batches that go through a fixed set again and again, in a new order each epoch. The last batch of
 * an epoch holds what is left. Not thread-safe.
 */
public final class EpochBatches<S extends Examples<S>> implements Batches<S> {
  private final S set;
  private final int batch;
  private final long seed;
  private final int perEpoch;
  private long epochOfOrder = -1;
  private int[] order = {};

  /**
   * @param batch rows in a batch, at least 1
   * @param seed decides the order of every epoch
   */
  public EpochBatches(S set, int batch, long seed) {
    this.set = set;
    this.batch = batch;
    this.seed = seed;
    this.perEpoch = perEpoch(set.size(), batch);
  }

  /** Batches in an epoch over {@code size} rows. */
  public static int perEpoch(int size, int batch) {
    return (size + batch - 1) / batch;
  }

  @Override
  public S at(long step) {
    long epoch = step / perEpoch;
    if (epoch != epochOfOrder) {
      order = shuffled(set.size(), seed * 1_000_003 + epoch);
      epochOfOrder = epoch;
    }
    int from = (int) (step % perEpoch) * batch;
    return set.pick(Arrays.copyOfRange(order, from, Math.min(from + batch, set.size())));
  }

  /** The numbers 0..n-1 in the order that a seed decides. */
  public static int[] shuffled(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
