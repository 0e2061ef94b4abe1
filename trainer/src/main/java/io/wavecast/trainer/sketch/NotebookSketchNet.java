package io.wavecast.trainer.sketch;

import io.wavecast.sketches.pipeline.SketchPoints;
import io.wavecast.trainer.algebra.Algebra;
import io.wavecast.trainer.algebra.Seq;
import io.wavecast.trainer.layer.BatchNorm;
import io.wavecast.trainer.layer.Dense;
import io.wavecast.trainer.layer.Layer;
import io.wavecast.trainer.layer.Lstm;
import io.wavecast.trainer.layer.Relu;
import io.wavecast.trainer.layer.Strided;
import java.util.ArrayList;
import java.util.List;

/**
 * The network of the notebook: three convolutions of stride 2, each with ReLU and batch norm behind
 * it, two LSTMs, one dense layer. Its input is the notebook's: the step from point to point, in
 * units of the box's width and height, and whether the pen is lifted.
 *
 * <p>As in Keras, a convolution starts at the first step, and steps that no stride reaches are left
 * out at the end, where most drawings have ended: of 100 steps the network sees the first 93.
 *
 * @param filters of the convolutions, three
 * @param units of each LSTM
 */
record NotebookSketchNet(List<Integer> filters, int units) implements SketchNet {
  private static final int N = SketchPoints.MAX;
  private static final double TINY = 1e-9;

  /** As in the notebook. */
  static NotebookSketchNet original() {
    return new NotebookSketchNet(List.of(32, 64, 128), 128);
  }

  private List<Layer> layers(int classes) {
    List<Layer> layers = new ArrayList<>();
    int[] kernels = {5, 5, 3};
    for (int i = 0; i < kernels.length; i++) {
      layers.add(new Strided(filters.get(i), kernels[i], 2));
      layers.add(new Relu());
      layers.add(new BatchNorm());
    }
    layers.add(new Lstm(units));
    layers.add(new Lstm(units));
    layers.add(new Dense(classes));
    return layers;
  }

  @Override
  public <T> T logits(Algebra<T> a, T points, int classes) {
    Seq<T> x = a.sequence(differences(a.inner("points"), points), N, SketchPoints.WIDTH);
    List<Layer> layers = layers(classes);
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      int steps = i == layers.size() - 1 ? 1 : layer.length(x.steps());
      Seq<T> in = a.between(x, 0, used(layer, x.steps(), steps));
      x = layer.apply(a.inner("layer" + i), in, steps);
    }
    return a.rows(x);
  }

  /** How many of the first {@code in} steps a layer uses. */
  private static int used(Layer layer, int in, int steps) {
    return layer instanceof Strided ? layer.reach(steps) : in;
  }

  /**
   * [batch, 100, 3]: the step to each point from the one before, from the second point on; then
   * zeros.
   */
  private static <T> T differences(Algebra<T> a, T points) {
    Box<T> box = Box.of(a, points);
    List<T> columns =
        List.of(
            a.div(difference(a, box.x(), box), a.plus(box.width(), TINY)),
            a.div(difference(a, box.y(), box), a.plus(box.height(), TINY)),
            Box.next(a, box.end()));
    List<T> deep = columns.stream().map(c -> a.reshape(c, -1, N, 1)).toList();
    return a.concat(2, deep);
  }

  private static <T> T difference(Algebra<T> a, T values, Box<T> box) {
    return a.mul(a.sub(Box.next(a, values), values), Box.next(a, box.present()));
  }
}
