package io.wavecast.service.sketch;

import io.wavecast.core.sketch.SketchClassifier;
import io.wavecast.core.sketch.SketchPoints;
import io.wavecast.core.sketch.SketchState;
import io.wavecast.core.sketch.SketchStep;
import io.wavecast.schemas.sketch.Sketch;
import io.wavecast.schemas.sketch.SketchLabel;
import io.wavecast.schemas.sketch.Stroke;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Labels drawings in batches, in order, by the same step as the stream. Of one thread. */
public final class Labeller {
  private static final int BATCH = 64;
  private static final int VALUES = SketchPoints.MAX * SketchPoints.WIDTH;

  private final SketchClassifier classifier;
  private final double seen;
  private final Consumer<Labelled> sink;
  private final List<Drawing> waiting = new ArrayList<>();
  private final float[] points = new float[BATCH * VALUES];
  private final float[] probabilities;

  /**
   * @param classifier says what drawings show
   * @param seen the share of each drawing's points that is looked at, in (0, 1]
   * @param sink takes the labelled drawings, in order
   */
  public Labeller(SketchClassifier classifier, double seen, Consumer<Labelled> sink) {
    this.classifier = classifier;
    this.seen = seen;
    this.sink = sink;
    this.probabilities = new float[BATCH * classifier.classes().size()];
  }

  public void accept(Drawing drawing) {
    waiting.add(new Drawing(asSeen(drawing.sketch()), drawing.word()));
    if (waiting.size() == BATCH) {
      flush();
    }
  }

  /** The first points, rounded up. */
  private Sketch asSeen(Sketch sketch) {
    if (seen >= 1) {
      return new Sketch(
          sketch.sketchId(), sketch.timestamp(), sketch.strokes(), true, sketch.total());
    }
    int left = Math.max(1, (int) Math.ceil(seen * sketch.points()));
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

  /** Labels all that waits. */
  public void flush() {
    if (waiting.isEmpty()) {
      return;
    }
    List<SketchState> states = new ArrayList<>();
    for (Drawing drawing : waiting) {
      SketchState state = SketchStep.accept(SketchState.EMPTY, drawing.sketch());
      state.points(points, states.size());
      states.add(state);
    }
    classifier.classify(points, states.size(), probabilities);
    for (int i = 0; i < states.size(); i++) {
      String id = waiting.get(i).sketch().sketchId();
      List<SketchLabel> labels =
          SketchStep.labels(
              states.get(i), id, classifier.model(), classifier.classes(), probabilities, i);
      sink.accept(new Labelled(waiting.get(i), labels.get(0)));
    }
    waiting.clear();
  }
}
