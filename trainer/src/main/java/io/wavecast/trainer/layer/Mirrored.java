package io.wavecast.trainer.layer;

import io.wavecast.trainer.algebra.Algebra;
import io.wavecast.trainer.algebra.Seq;
import java.util.List;

/**
 * Makes layers say of a series upside down what they say of the series, upside down: for series
 * that are as likely as their mirror image, the network need not learn that.
 *
 * <pre>
 * y[q] = (body(x)[q] - body(-x)[levels - 1 - q]) / 2
 * </pre>
 *
 * The body runs once, on twice the rows, and gives one step.
 *
 * @param body from the sequence to groups of ascending quantiles
 * @param levels quantiles in a group, at least 1
 */
public record Mirrored(List<Layer> body, int levels) implements Layer {

  public Mirrored {
    body = List.copyOf(body);
  }

  @Override
  public int length(int steps) {
    return 1;
  }

  @Override
  public int reach(int steps) {
    return WHOLE;
  }

  @Override
  public <T> Seq<T> apply(Algebra<T> a, Seq<T> x, int steps) {
    Seq<T> out = Layer.all(a, body, a.withMirrored(x));
    int n = out.channels();
    // [2, batch * groups, levels]: as it is, and upside down
    T halves = a.reshape(a.rows(a.newest(out, 1)), 2, -1, levels);
    T up = a.reshape(a.slice(halves, 3, 0, 0, 1), -1, levels);
    T down = a.reshape(a.slice(halves, 3, 0, 1, 2), -1, levels);
    T turned = a.matmul(down, a.constant("turn", turn(), levels, levels));
    return a.ofRows(a.reshape(a.times(a.sub(up, turned), 0.5), -1, n), 1, n);
  }

  /** Puts the last first. */
  private float[] turn() {
    float[] matrix = new float[levels * levels];
    for (int k = 0; k < levels; k++) {
      matrix[k * levels + levels - 1 - k] = 1;
    }
    return matrix;
  }
}
