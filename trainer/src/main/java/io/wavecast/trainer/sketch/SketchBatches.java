package io.wavecast.trainer.sketch;

import io.wavecast.core.sketch.SketchPoints;
import io.wavecast.trainer.data.Batches;
import io.wavecast.trainer.data.EpochBatches;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Batches of drawings, each changed differently every time. Thread-safe. */
final class SketchBatches implements Batches<SketchSet> {
  private final List<LabelledDrawing> drawings;
  private final Map<String, Integer> classes;
  private final Augment augment;
  private final int batch;
  private final long seed;

  SketchBatches(
      List<LabelledDrawing> drawings,
      Map<String, Integer> classes,
      Augment augment,
      int batch,
      long seed) {
    this.drawings = drawings;
    this.classes = classes;
    this.augment = augment;
    this.batch = batch;
    this.seed = seed;
  }

  @Override
  public SketchSet at(long step) {
    int n = drawings.size();
    int perEpoch = n / batch; // what is left over is in another epoch's batches
    int[] order = EpochBatches.shuffled(n, seed * 1_000_003 + step / perEpoch);
    SplittableRandom random = new SplittableRandom((seed * 1_000_003 + step) * 31);
    int from = (int) (step % perEpoch) * batch;
    float[] points = new float[batch * SketchPoints.MAX * SketchPoints.WIDTH];
    int[] labels = new int[batch];
    for (int i = 0; i < batch; i++) {
      LabelledDrawing drawing = augment.of(drawings.get(order[from + i]), random);
      put(drawing, points, i);
      labels[i] = label(drawing);
    }
    return new SketchSet(points, labels);
  }

  private int label(LabelledDrawing drawing) {
    Integer label = classes.get(drawing.word());
    if (label == null) {
      throw new IllegalArgumentException("no class is called " + drawing.word());
    }
    return label;
  }

  private static void put(LabelledDrawing drawing, float[] points, int row) {
    float[] one = SketchPoints.of(drawing.strokes());
    System.arraycopy(one, 0, points, row * one.length, one.length);
  }

  /** Drawings as they are, or as they were when a share of their points was drawn. */
  static SketchSet all(List<LabelledDrawing> drawings, Map<String, Integer> classes, double share) {
    SketchBatches all = new SketchBatches(drawings, classes, Augment.none(), 1, 0);
    float[] points = new float[drawings.size() * SketchPoints.MAX * SketchPoints.WIDTH];
    int[] labels = new int[drawings.size()];
    for (int i = 0; i < labels.length; i++) {
      put(drawings.get(i).share(share), points, i);
      labels[i] = all.label(drawings.get(i));
    }
    return new SketchSet(points, labels);
  }
}
