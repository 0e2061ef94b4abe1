package io.wavecast.trainer.algebra;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ops.impl.layers.recurrent.GRU;

/**
 * ND4J's {@code gru} op with a right gradient. The stock gradient is wrong by up to 40 % as soon as
 * the state is not zero.
 *
 * <p>Public only because ND4J makes instances of it by reflection.
 */
public final class GruOp extends GRU {

  /** For ND4J, which clones ops. */
  public GruOp() {}

  /**
   * Its output is the hidden states [steps, batch, units].
   *
   * @param h0 the state before the first step, [batch, units]
   * @param wx [in, 3 units], gates r, u, c
   * @param wh [units, 3 units]
   * @param b [3 units]
   */
  GruOp(
      SameDiff graph,
      Seq<SDVariable> x,
      SDVariable h0,
      SDVariable wx,
      SDVariable wh,
      SDVariable b,
      int units) {
    super(graph, x.value(), h0, wx, wh, b);
    addIArgument(x.steps(), x.channels(), units); // only arguments survive the cloning
    OpClones.replace(GRU.class, GruOp.class);
  }

  /**
   * Back-propagation through time. With m = h' Uc and h' the state before the step, each gate's
   * gradient (before its activation) is dh times a factor that is known for all steps at once:
   *
   * <pre>
   * kc = (1-u)(1-c^2)    kr = kc m r(1-r)    ku = (h'-c) u(1-u)
   * to the input's product:    [kr ku kc]
   * to the recurrent product:  [kr ku kc r]
   * dh' = dh u + dh [kr ku kc r] U^T
   * </pre>
   *
   * so that only dh goes from step to step.
   */
  @Override
  public List<SDVariable> doDiff(List<SDVariable> gradients) {
    SameDiff g = sameDiff;
    int steps = getIArgument(0).intValue();
    int in = getIArgument(1).intValue();
    int units = getIArgument(2).intValue();
    SDVariable x = arg(0).reshape(-1, in);
    SDVariable wx = arg(2);
    SDVariable wh = arg(3);
    SDVariable h = outputVariables()[0];
    SDVariable before = LstmOp.before(g, arg(1), h, steps, units).reshape(-1, units);

    SDVariable[] fromX = g.split(x.mmul(wx).add(arg(4)), 3, 1);
    SDVariable[] fromH = g.split(before.mmul(wh), 3, 1);
    SDVariable r = g.nn().sigmoid(fromX[0].add(fromH[0]));
    SDVariable u = g.nn().sigmoid(fromX[1].add(fromH[1]));
    SDVariable c = g.math().tanh(fromX[2].add(r.mul(fromH[2])));
    SDVariable kc = u.rsub(1).mul(c.mul(c).rsub(1));
    SDVariable kr = kc.mul(fromH[2]).mul(r).mul(r.rsub(1));
    SDVariable ku = before.sub(c).mul(u).mul(u.rsub(1));
    SDVariable toInput = g.concat(1, kr, ku, kc);
    SDVariable toRecurrent = g.concat(1, kr, ku, kc.mul(r));

    SDVariable[] factor = g.unstack(toRecurrent.reshape(steps, -1, 3 * units), 0, steps);
    SDVariable[] keep = g.unstack(u.reshape(steps, -1, units), 0, steps);
    SDVariable[] upstream = g.unstack(gradients.get(0), 0, steps);
    SDVariable recurrent = g.transpose(wh);
    SDVariable[] dh = new SDVariable[steps];
    SDVariable carry = null;
    for (int t = steps - 1; t >= 0; t--) {
      SDVariable d = carry == null ? upstream[t] : upstream[t].add(carry);
      carry = d.mul(keep[t]).add(g.concat(1, d, d, d).mul(factor[t]).mmul(recurrent));
      dh[t] = d;
    }
    if (carry == null) {
      throw new IllegalStateException("a GRU needs at least one step");
    }
    SDVariable all = g.stack(0, dh).reshape(-1, units);
    SDVariable three = g.concat(1, all, all, all);
    SDVariable dInput = three.mul(toInput);
    SDVariable dRecurrent = three.mul(toRecurrent);
    return List.of(
        dInput.mmul(g.transpose(wx)).reshape(steps, -1, in),
        carry,
        g.transpose(x).mmul(dInput),
        g.transpose(before).mmul(dRecurrent),
        dInput.sum(0));
  }
}
