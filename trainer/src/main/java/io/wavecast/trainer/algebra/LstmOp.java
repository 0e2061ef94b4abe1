package io.wavecast.trainer.algebra;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ops.impl.layers.recurrent.LSTMBlock;
import org.nd4j.linalg.api.ops.impl.layers.recurrent.config.LSTMConfiguration;
import org.nd4j.linalg.api.ops.impl.layers.recurrent.config.RnnDataFormat;
import org.nd4j.linalg.api.ops.impl.layers.recurrent.weights.LSTMWeights;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J's {@code lstmBlock} op with a gradient. The stock op has none, and the gradient of the
 * alternative, {@code lstmLayer}, loses 1.3 MB of native memory a call. The forward op hands out
 * every gate of every step, so that nothing is computed twice.
 *
 * <p>Public only because ND4J makes instances of it by reflection.
 */
public final class LstmOp extends LSTMBlock {
  private static final int HIDDEN = 6;

  /** For ND4J, which clones ops. */
  public LstmOp() {}

  private LstmOp(
      SameDiff graph,
      SDVariable length,
      Seq<SDVariable> x,
      SDVariable zero,
      LSTMWeights weights,
      int units) {
    // the constructor of the stock op takes length and input the other way round than it says
    super(graph, x.value(), length, zero, zero, weights, config());
    addIArgument(x.steps(), x.channels(), units); // only arguments survive the cloning
  }

  private static LSTMConfiguration config() {
    return LSTMConfiguration.builder()
        .peepHole(false)
        .forgetBias(0)
        .clippingCellValue(0)
        .dataFormat(RnnDataFormat.TNS)
        .build();
  }

  /**
   * The hidden states [steps, batch, units].
   *
   * @param zero the state before the first step, [batch, units]
   * @param w [in + units, 4 units], gates i, z, f, o
   * @param b [4 units]
   */
  static SDVariable hidden(
      Scope scope, Seq<SDVariable> x, SDVariable zero, SDVariable w, SDVariable b, int units) {
    OpClones.replace(LSTMBlock.class, LstmOp.class);
    SDVariable length =
        scope.graph().constant(scope.prefix() + ".length", Nd4j.scalar((long) x.steps()));
    SDVariable peephole = scope.constant("peephole", new float[units], units);
    LSTMWeights weights =
        LSTMWeights.builder()
            .weights(w)
            .inputPeepholeWeights(peephole)
            .forgetPeepholeWeights(peephole)
            .outputPeepholeWeights(peephole)
            .bias(b)
            .build();
    return new LstmOp(scope.graph(), length, x, zero, weights, units).outputVariables()[HIDDEN];
  }

  /**
   * Back-propagation through time. With i, z, f, o after their activation, each gate's gradient is
   * dc or dh times a factor that is known for all steps at once:
   *
   * <pre>
   * dc += dh o (1 - tanh(c)^2)
   * [di dz df do] = [dc dc dc dh] * [z i(1-i), i(1-z^2), c' f(1-f), tanh(c) o(1-o)]     c' = c before
   * dh' = [di dz df do] Wh^T      dc' = dc f
   * </pre>
   *
   * so that only dh and dc go from step to step.
   */
  @Override
  public List<SDVariable> doDiff(List<SDVariable> gradients) {
    SameDiff g = sameDiff;
    int n = iArguments.size();
    int steps = iArguments.get(n - 3).intValue();
    int in = iArguments.get(n - 2).intValue();
    int units = iArguments.get(n - 1).intValue();
    SDVariable x = arg(1);
    SDVariable w = arg(4);
    SDVariable[] out = outputVariables();
    SDVariable i = out[0];
    SDVariable c = out[1];
    SDVariable f = out[2];
    SDVariable o = out[3];
    SDVariable z = out[4];
    SDVariable tanhC = out[5];
    SDVariable h = out[HIDDEN];
    SDVariable cBefore = before(g, arg(2), c, steps, units);
    SDVariable hBefore = before(g, arg(3), h, steps, units);

    SDVariable factors =
        g.concat(
            2,
            z.mul(i).mul(i.rsub(1)),
            i.mul(z.mul(z).rsub(1)),
            cBefore.mul(f).mul(f.rsub(1)),
            tanhC.mul(o).mul(o.rsub(1)));
    SDVariable[] factor = g.unstack(factors, 0, steps);
    SDVariable[] cellFactor = g.unstack(o.mul(tanhC.mul(tanhC).rsub(1)), 0, steps);
    SDVariable[] forget = g.unstack(f, 0, steps);
    SDVariable[] upstream = g.unstack(gradients.get(HIDDEN), 0, steps);
    SDVariable recurrent = g.transpose(w.get(SDIndex.interval(in, in + units), SDIndex.all()));

    SDVariable[] gates = new SDVariable[steps];
    int last = steps - 1;
    SDVariable dh = upstream[last];
    SDVariable dc = dh.mul(cellFactor[last]);
    for (int t = last; t >= 0; t--) {
      if (t < last) {
        dh = upstream[t].add(dh);
        dc = dh.mul(cellFactor[t]).add(dc);
      }
      gates[t] = g.concat(1, dc, dc, dc, dh).mul(factor[t]);
      dh = gates[t].mmul(recurrent);
      dc = dc.mul(forget[t]);
    }
    SDVariable all = g.stack(0, gates).reshape(-1, 4 * units);
    SDVariable seen = g.concat(1, x.reshape(-1, in), hBefore.reshape(-1, units));
    SDVariable input = g.transpose(w.get(SDIndex.interval(0, in), SDIndex.all()));

    List<SDVariable> result = new ArrayList<>();
    result.add(g.zerosLike(arg(0)));
    result.add(all.mmul(input).reshape(steps, -1, in));
    result.add(dc);
    result.add(dh);
    result.add(g.transpose(seen).mmul(all));
    for (int peephole = 5; peephole < 8; peephole++) {
      result.add(g.zerosLike(arg(peephole)));
    }
    result.add(all.sum(0));
    return result;
  }

  /** A state as it was before each step: {@code first}, then all but the last. */
  static SDVariable before(SameDiff g, SDVariable first, SDVariable all, int steps, int units) {
    SDVariable rest = all.get(SDIndex.interval(0, steps - 1), SDIndex.all(), SDIndex.all());
    SDVariable start = first.reshape(1, -1, units);
    return steps == 1 ? start : g.concat(0, start, rest);
  }
}
