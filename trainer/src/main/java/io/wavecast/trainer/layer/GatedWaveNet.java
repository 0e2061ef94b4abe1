package io.wavecast.trainer.layer;

import io.wavecast.trainer.algebra.Algebra;
import io.wavecast.trainer.algebra.Seq;
import java.util.ArrayList;
import java.util.List;

/**
 * The stack of WaveNet (van den Oord et al., 2016): a causal convolution, then for each dilation a
 * gated convolution whose result goes both on and out:
 *
 * <pre>
 * [a g] = Conv1D(2 filters, 2 taps, dilation)(z)      s = Conv1D(filters, 1)(tanh(a) sigmoid(g))
 * z' = z + s                                          y = relu(sum of all s)
 * </pre>
 *
 * @param filters channels inside and out
 * @param dilations one for each block; with the first convolution the newest output sees 2 + their
 *     sum steps
 * @param tanhs how often the tanh is applied: once, or twice as the notebook's code does
 */
public record GatedWaveNet(int filters, List<Integer> dilations, int tanhs) implements Layer {
  private static final int TAPS = 2;

  public GatedWaveNet {
    dilations = List.copyOf(dilations);
  }

  private Conv1D first() {
    return new Conv1D(filters, TAPS, 1);
  }

  private Conv1D gates(int block) {
    return new Conv1D(2 * filters, TAPS, dilations.get(block));
  }

  private Conv1D out() {
    return new Conv1D(filters, 1, 1);
  }

  /** Steps that must enter a block so that {@code steps} leave the last one. */
  private int needed(int block, int steps) {
    int needed = steps;
    for (int i = dilations.size() - 1; i >= block; i--) {
      needed = gates(i).reach(needed);
    }
    return needed;
  }

  @Override
  public int reach(int steps) {
    return first().reach(needed(0, steps));
  }

  @Override
  public <T> Seq<T> apply(Algebra<T> a, Seq<T> x, int steps) {
    int all = x.steps();
    Seq<T> z = first().apply(a.inner("first"), x, Math.min(all, needed(0, steps)));
    List<Seq<T>> skips = new ArrayList<>();
    for (int i = 0; i < dilations.size(); i++) {
      int n = Math.min(all, needed(i + 1, steps));
      Seq<T> both = gates(i).apply(a.inner("gates" + i), z, n);
      Seq<T> gated = a.inner("twice" + i).gated(both, tanhs);
      Seq<T> s = out().apply(a.inner("out" + i), gated, n);
      skips.add(a.newest(s, steps));
      z = a.add(s, a.newest(z, n));
    }
    Seq<T> sum = skips.stream().reduce(a::add).orElseThrow();
    return sum.with(a.relu(sum.value()));
  }
}
