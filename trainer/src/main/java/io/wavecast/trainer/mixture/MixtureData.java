package io.wavecast.trainer.mixture;

import io.wavecast.trainer.data.AheadBatches;
import io.wavecast.trainer.data.Seeds;
import io.wavecast.trainer.data.TrainingData;
import io.wavecast.trainer.data.WindowSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The mixture as training data: no synthetic series is seen twice. */
public final class MixtureData {
  /** Examples of an epoch; none is repeated. */
  private static final int EPOCH = 512_000;

  private static final int JUDGED = 10_000;

  /** The last part of each recorded series is not trained on. */
  private static final double JUDGED_PART = 0.1;

  private MixtureData() {}

  /** New series in every batch; validation and test series that training never sees. */
  public static TrainingData fresh() {
    Mixture mixture = new Mixture();
    return of(
        "a mixture of synthetic series, new ones in each batch; no recorded series",
        mixture,
        mixture);
  }

  /**
   * As {@link #fresh}, with windows of recorded series among the draws. The last tenth of each,
   * where it holds a window and its future, is left for validation and test.
   *
   * @param recordings at least one that moves
   */
  public static TrainingData with(List<Recording> recordings) {
    List<Recording> trained = new ArrayList<>();
    List<Recording> judged = new ArrayList<>();
    for (Recording each : recordings) {
      int size = each.values().length;
      int last = (int) (JUDGED_PART * size);
      if (last < WindowSet.EXAMPLE) {
        trained.add(each);
      } else {
        trained.add(part(each, 0, size - last));
        judged.add(part(each, size - last, size));
      }
    }
    trained.removeIf(part -> !part.moves());
    judged.removeIf(part -> !part.moves());
    return of(
        String.format(
            Locale.ROOT,
            "a mixture of synthetic series, new ones in each batch, and windows of %,d recorded"
                + " series of %d sources, %,d values",
            recordings.size(),
            recordings.stream().map(Recording::source).distinct().count(),
            trained.stream().mapToLong(r -> r.values().length).sum()),
        new Mixture(trained),
        new Mixture(judged));
  }

  private static Recording part(Recording of, int from, int to) {
    return new Recording(of.kind(), of.source(), Arrays.copyOfRange(of.values(), from, to));
  }

  private static TrainingData of(String description, Mixture trained, Mixture judged) {
    return new TrainingData(
        description,
        trained.draw(JUDGED, Seeds.of(0, -3)).sha256(),
        (batch, seed) -> new AheadBatches<>(step -> trained.draw(batch, Seeds.of(seed, step))),
        batch -> Math.max(1, EPOCH / batch),
        judged.draw(JUDGED, Seeds.of(0, -1)),
        judged.draw(JUDGED, Seeds.of(0, -2)));
  }
}
