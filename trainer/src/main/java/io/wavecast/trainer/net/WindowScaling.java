package io.wavecast.trainer.net;

import io.wavecast.trainer.algebra.Algebra;
import io.wavecast.trainer.algebra.OnnxAlgebra;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.export.OnnxGraphBuilder;
import java.util.Arrays;
import java.util.List;
import org.nd4j.autodiff.samediff.SDIndex;
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
 * division by zero. In both forms means are products with 1/50, so that values up to 1e37 do not
 * overflow on the way.
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

  /** Scales a window [batch, 50] of a graph that is trained. */
  static WindowScaling<SDVariable> trained(SameDiff graph, SDVariable window) {
    SDVariable last = window.get(SDIndex.all(), SDIndex.interval(STEPS - 1, STEPS));
    SDVariable mean = window.mul(1.0 / STEPS).sum(true, 1);
    SDVariable spread = graph.math().abs(window.sub(mean)).mul(1.0 / STEPS).sum(true, 1);
    SDVariable size = graph.math().abs(window).max(true, 1);
    SDVariable scale = spread.add(size.mul(OF_SIZE)).add(LEAST);
    SDVariable half = window.sub(last).div(scale).mul(0.5);
    SDVariable far = graph.math().abs(half).max(true, 1).mul(MOVES);
    SDVariable unit = scale.mul(graph.math().clipByValue(far, 0, 1));
    return new WindowScaling<>(last, scale, unit, half, graph.math().asinh(half).mul(2));
  }

  /** Scales a window [batch, 50] of a graph that is served. */
  public static WindowScaling<String> served(OnnxGraphBuilder graph, String window) {
    OnnxAlgebra a = new OnnxAlgebra(graph);
    float[] shares = new float[STEPS];
    Arrays.fill(shares, 1f / STEPS);
    String mean = graph.floats("mean", shares, STEPS, 1);
    String last = graph.node("Gather", List.of(window, graph.longs("last", STEPS - 1)), "axis", 1);
    String middle = a.matmul(window, mean);
    String away = a.abs(a.sub(window, middle));
    String size = a.max(a.abs(window), 1);
    String part = a.mul(size, graph.floats("part", new float[] {OF_SIZE}, 1));
    String sum = graph.node("Gemm", List.of(away, mean, part));
    String scale = a.add(sum, graph.floats("least", new float[] {LEAST}, 1));
    String twice = a.add(scale, scale);
    String half = a.div(a.sub(window, last), twice);
    String far = a.mul(a.max(a.abs(half), 1), graph.floats("moves", new float[] {MOVES}, 1));
    String unit = a.mul(scale, a.clip(far));
    String asinh = graph.node("Asinh", List.of(half));
    return new WindowScaling<>(
        last, scale, unit, half, a.mul(asinh, graph.floats("two", new float[] {2}, 1)));
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
