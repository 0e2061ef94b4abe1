package io.wavecast.trainer.layer;

import io.wavecast.trainer.algebra.Algebra;
import io.wavecast.trainer.algebra.Seq;
import java.util.ArrayList;
import java.util.List;

/**
 * Blocks that explain the window away (Oreshkin et al., N-BEATS, ICLR 2020): each sees what the
 * ones before it left over, takes its share off, and adds its share of the forecast.
 *
 * <pre>
 * h = trunk(x)     x' = x - backcast(h)     y' = y + forecast(h)
 * </pre>
 *
 * Takes one step, the flattened window, and gives one step of {@code outputs} values.
 *
 * @param outputs values that leave
 * @param width units of each layer of a trunk
 * @param depth layers of a trunk, at least 1
 * @param blocks how many blocks, at least 1
 */
public record NBeats(int outputs, int width, int depth, int blocks) implements Layer {
  private static final double SHARE = 0.3;

  public NBeats {
    if (depth < 1 || blocks < 1) {
      throw new IllegalArgumentException(
          "depth and blocks must be at least 1, got: %d and %d".formatted(depth, blocks));
    }
  }

  private List<Layer> trunk() {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      layers.add(Dense.he(width, 1));
      layers.add(new Relu());
    }
    return layers;
  }

  @Override
  public <T> Seq<T> apply(Algebra<T> a, Seq<T> x, int steps) {
    int window = x.channels();
    T left = a.rows(a.newest(x, 1));
    List<T> shares = new ArrayList<>();
    for (int i = 0; i < blocks; i++) {
      Algebra<T> block = a.inner("block" + i);
      Seq<T> h = Layer.all(block, trunk(), a.ofRows(left, 1, window));
      shares.add(a.rows(Dense.he(outputs, SHARE).apply(block.inner("forecast"), h, 1)));
      if (i + 1 < blocks) {
        Seq<T> explained = Dense.he(window, SHARE).apply(block.inner("backcast"), h, 1);
        left = a.sub(left, a.rows(explained));
      }
    }
    return a.ofRows(shares.stream().reduce(a::add).orElseThrow(), 1, outputs);
  }
}
