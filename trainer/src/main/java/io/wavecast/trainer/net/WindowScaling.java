package io.wavecast.trainer.net;

import io.wavecast.trainer.algebra.Algebra;
import io.wavecast.trainer.algebra.Init;
import io.wavecast.trainer.data.WindowSet;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Scaling inside the graph: a window is seen relative to its last value and in units of its spread,
 * large values compressed,
 *
 * <pre>
 * scale = mean |x - mean x| + 1e-6 max |x| + 1e-30
 * z     = 2 asinh((x - last) / (2 scale))
 * unit  = scale, or 0 where all values of the window are equal
 * y     = last + unit f
 * </pre>
 *
 * so that a forecast moves and stretches with its series, and what stands still goes on so,
 * whatever the network has learned. The small terms keep flat windows, zeros included, away from a
 * division by zero. Means are products with 1/50, so that values up to 1e37 do not overflow on the
 * way.
 *
 * @param last [batch, 1]
 * @param scale [batch, 1]
 * @param unit of what the network outputs, [batch, 1]
 * @param half half of the distance from the last value, in units of the scale, [batch, 50]
 * @param seen what the first layer sees, [batch, 50]
 * @param <T> a tensor of a graph that is trained or served
 */
public record WindowScaling<T>(T last, T scale, T unit, T half, T seen) {
  private static final int STEPS = WindowSet.WINDOW;
  private static final float OF_SIZE = 1e-6f;
  private static final float LEAST = 1e-30f;

  /** The least change of a float is more than a thousandth of half a scale. */
  private static final float MOVES = 1000;

  /** In a flat window the scale is tiny, and a jump after it would outweigh all else. */
  private static final double CLIP = 20;

  /** Scales a window [batch, 50]. */
  public static <T> WindowScaling<T> of(Algebra<T> a, T window) {
    T mean = a.constant("shares", Init.constant(STEPS, 1f / STEPS), STEPS, 1);
    T last = a.column(window, STEPS - 1);
    T away = a.abs(a.sub(window, a.matmul(window, mean)));
    T size = a.max(a.abs(window), 1);
    T scale = a.plus(a.affine(away, mean, a.times(size, OF_SIZE)), LEAST);
    T half = a.div(a.sub(window, last), a.add(scale, scale));
    T far = a.times(a.max(a.abs(half), 1), MOVES);
    T unit = a.mul(scale, a.clip(far));
    T seen = a.times(a.apply(Algebra.Unary.ASINH, half), 2);
    return new WindowScaling<>(last, scale, unit, half, seen);
  }

  /** The network's values [batch, n] in raw units. */
  public T toRaw(Algebra<T> a, T values) {
    return a.add(last, a.mul(unit, values));
  }

  /** Raw targets [batch, n] in the network's units, at most 20 away from the last value. */
  static SDVariable toScaled(SameDiff graph, WindowScaling<SDVariable> by, SDVariable raw) {
    return graph.math().clipByValue(raw.sub(by.last).div(by.scale), -CLIP, CLIP);
  }
}
