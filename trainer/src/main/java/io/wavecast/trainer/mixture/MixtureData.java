package io.wavecast.trainer.mixture;

import io.wavecast.trainer.data.AheadBatches;
import io.wavecast.trainer.data.TrainingData;

/** The mixture as training data: no series is seen twice. */
public final class MixtureData {
  /** What counts as an epoch, where nothing comes round again. */
  private static final int EPOCH = 512_000;

  private static final int JUDGED = 10_000;
  private static final int AHEAD = 4;

  private MixtureData() {}

  /** New series in every batch; validation and test series that training never sees. */
  public static TrainingData fresh() {
    Mixture mixture = new Mixture();
    return new TrainingData(
        "a mixture of synthetic series, drawn anew for each batch; no recorded series",
        mixture.draw(JUDGED, seedOf(0, -3)).sha256(),
        (batch, seed) -> new AheadBatches<>(step -> mixture.draw(batch, seedOf(seed, step)), AHEAD),
        batch -> Math.max(1, EPOCH / batch),
        mixture.draw(JUDGED, seedOf(0, -1)),
        mixture.draw(JUDGED, seedOf(0, -2)));
  }

  /**
   * A seed for every run and step (MurmurHash3's finaliser). Plain sums would do harm: streams
   * whose seeds differ by the generator's own increment are one stream, shifted.
   */
  private static long seedOf(long seed, long step) {
    long z = seed * 1_000_000_007L + step;
    z = (z ^ (z >>> 33)) * 0xff51afd7ed558ccdL;
    z = (z ^ (z >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return z ^ (z >>> 33);
  }
}
