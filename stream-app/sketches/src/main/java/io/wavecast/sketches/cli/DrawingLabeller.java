package io.wavecast.sketches.cli;

import io.wavecast.sketches.event.Sketch;
import io.wavecast.sketches.event.SketchLabel;
import io.wavecast.sketches.event.Stroke;
import io.wavecast.sketches.pipeline.SketchClassifier;
import io.wavecast.sketches.pipeline.SketchPoints;
import io.wavecast.sketches.pipeline.SketchState;
import io.wavecast.sketches.pipeline.SketchStep;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Labels drawings in batches and in order, with the same step as the stream. Not thread-safe. */
public final class DrawingLabeller {
  private static final int BATCH = 64;
  private static final int VALUES = SketchPoints.MAX * SketchPoints.WIDTH;

  private final SketchClassifier classifier;
  private final double share;
  private final Consumer<LabelledDrawing> sink;
  private final List<Drawing> pending = new ArrayList<>();
  private final float[] points = new float[BATCH * VALUES];
  private final float[] probabilities;

  /**
   * @param share the share of each drawing's points that the classifier sees, in (0, 1]
   * @param sink receives the labelled drawings, in order
   */
  public DrawingLabeller(
      SketchClassifier classifier, double share, Consumer<LabelledDrawing> sink) {
    this.classifier = classifier;
    this.share = share;
    this.sink = sink;
    this.probabilities = new float[BATCH * classifier.classes().size()];
  }

  /** Adds a drawing; labels a batch when it is full. */
  public void accept(Drawing drawing) {
    pending.add(new Drawing(cut(drawing.sketch()), drawing.word()));
    if (pending.size() == BATCH) {
      flush();
    }
  }

  /** The first points of a sketch, rounded up. */
  private Sketch cut(Sketch sketch) {
    if (share >= 1) {
      return new Sketch(
          sketch.sketchId(), sketch.timestamp(), sketch.strokes(), true, sketch.total());
    }
    int left = Math.max(1, (int) Math.ceil(share * sketch.points()));
    List<Stroke> strokes = new ArrayList<>();
    for (Stroke stroke : sketch.strokes()) {
      if (left > 0) {
        strokes.add(stroke.head(left));
        left -= stroke.size();
      }
    }
    return new Sketch(
        sketch.sketchId(), sketch.timestamp(), strokes, false, OptionalInt.of(sketch.points()));
  }

  /** Labels the pending drawings. */
  public void flush() {
    if (pending.isEmpty()) {
      return;
    }
    List<SketchState> states = new ArrayList<>();
    for (Drawing drawing : pending) {
      SketchState state = SketchStep.accept(SketchState.EMPTY, drawing.sketch());
      state.points(points, states.size());
      states.add(state);
    }
    classifier.classify(points, states.size(), probabilities);
    for (int i = 0; i < states.size(); i++) {
      String id = pending.get(i).sketch().sketchId();
      List<SketchLabel> labels =
          SketchStep.labels(
              states.get(i), id, classifier.model(), classifier.classes(), probabilities, i);
      sink.accept(new LabelledDrawing(pending.get(i), labels.get(0)));
    }
    pending.clear();
  }
}
