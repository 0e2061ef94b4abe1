package io.wavecast.trainer.sketch;

import io.wavecast.sketches.pipeline.SketchPoints;
import io.wavecast.trainer.data.Batches;
import io.wavecast.trainer.data.EpochBatches;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Batches of augmented drawings; each use augments a drawing differently. Not thread-safe. */
final class SketchBatches implements Batches<SketchSet> {
  private final List<LabelledDrawing> drawings;
  private final Map<String, Integer> classes;
  private final Augment augment;
  private final int batch;
  private final long seed;
  private long epochOfOrder = -1;
  private int[] order = {};

  /**
   * Batches.
   *
   * @param classes the number of each class
   * @param augment how drawings are changed
   * @param batch drawings in a batch, in 1..the number of drawings
   */
  SketchBatches(
      List<LabelledDrawing> drawings,
      Map<String, Integer> classes,
      Augment augment,
      int batch,
      long seed) {
    if (batch < 1 || batch > drawings.size()) {
      throw new IllegalArgumentException(
          "batch must be in 1..%d, the number of drawings, got: %d"
              .formatted(drawings.size(), batch));
    }
    this.drawings = drawings;
    this.classes = classes;
    this.augment = augment;
    this.batch = batch;
    this.seed = seed;
  }

  @Override
  public SketchSet at(long step) {
    int n = drawings.size();
    int perEpoch = n / batch; // the rest of an epoch is dropped; the next epoch shuffles anew
    long epoch = step / perEpoch;
    if (epoch != epochOfOrder) {
      order = EpochBatches.shuffled(n, seed * 1_000_003 + epoch);
      epochOfOrder = epoch;
    }
    SplittableRandom random = new SplittableRandom((seed * 1_000_003 + step) * 31);
    int from = (int) (step % perEpoch) * batch;
    List<LabelledDrawing> changed = new ArrayList<>(batch);
    for (int i = 0; i < batch; i++) {
      changed.add(augment.of(drawings.get(order[from + i]), random));
    }
    return set(changed, classes);
  }

  /** Drawings as they are. */
  static SketchSet set(List<LabelledDrawing> drawings, Map<String, Integer> classes) {
    int values = SketchPoints.MAX * SketchPoints.WIDTH;
    float[] points = new float[drawings.size() * values];
    int[] labels = new int[drawings.size()];
    for (int i = 0; i < labels.length; i++) {
      LabelledDrawing drawing = drawings.get(i);
      System.arraycopy(SketchPoints.of(drawing.strokes()), 0, points, i * values, values);
      Integer label = classes.get(drawing.word());
      if (label == null) {
        throw new IllegalArgumentException("no class is called " + drawing.word());
      }
      labels[i] = label;
    }
    return new SketchSet(points, labels);
  }
}
