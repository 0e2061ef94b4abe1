package io.wavecast.trainer.data;

/** Seeds for the parts of a run. */
public final class Seeds {
  private Seeds() {}

  /**
   * A seed for every run and step (MurmurHash3's finaliser). Plain sums would do harm: streams
   * whose seeds differ by the generator's own increment are one stream, shifted.
   */
  public static long of(long seed, long step) {
    long z = seed * 1_000_000_007L + step;
    z = (z ^ (z >>> 33)) * 0xff51afd7ed558ccdL;
    z = (z ^ (z >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return z ^ (z >>> 33);
  }
}
