package io.wavecast.trainer.mixture;

import io.wavecast.trainer.data.AheadBatches;
import io.wavecast.trainer.data.Seeds;
import io.wavecast.trainer.data.TrainingData;

/** The mixture as training data: no series is seen twice. */
public final class MixtureData {
  /** Examples of an epoch; none is repeated. */
  private static final int EPOCH = 512_000;

  private static final int JUDGED = 10_000;

  private MixtureData() {}

  /** New series in every batch; validation and test series that training never sees. */
  public static TrainingData fresh() {
    Mixture mixture = new Mixture();
    return new TrainingData(
        "a mixture of synthetic series, new ones in each batch; no recorded series",
        mixture.draw(JUDGED, Seeds.of(0, -3)).sha256(),
        (batch, seed) -> new AheadBatches<>(step -> mixture.draw(batch, Seeds.of(seed, step))),
        batch -> Math.max(1, EPOCH / batch),
        mixture.draw(JUDGED, Seeds.of(0, -1)),
        mixture.draw(JUDGED, Seeds.of(0, -2)));
  }
}
