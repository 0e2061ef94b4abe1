package io.wavecast.trainer.net;

import io.wavecast.core.forecast.ForecasterMetadata.Scaling;
import io.wavecast.trainer.algebra.SameDiffAlgebra;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.layer.Copies;
import io.wavecast.trainer.layer.Layer;
import io.wavecast.trainer.layer.Scope;
import io.wavecast.trainer.layer.Seq;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * A forecaster to be trained: placeholders {@value #WINDOW} [batch, 50] and {@value #TARGET}
 * [steps, batch, lead times]; the output [batch, head] is the newest step in raw units.
 */
public record WindowNetwork(Architecture net, Loss loss) implements Network<WindowSet> {
  static final String WINDOW = "window";
  static final String TARGET = "target";

  @Override
  public void define(Scope scope) {
    SameDiff graph = scope.graph();
    SDVariable window = scope.placeHolder(WINDOW, -1, WindowSet.WINDOW);
    SDVariable seen = window;
    WindowScaling<SDVariable> scaling = null;
    if (net.scaling() == Scaling.WINDOW) {
      scaling = WindowScaling.trained(graph, window);
      seen = scaling.seen();
    }
    int[] plan = net.plan(WindowSet.WINDOW, loss.steps());
    SDVariable timeFirst = seen.permute(1, 0).reshape(WindowSet.WINDOW, -1, 1);
    Seq x = new Seq(timeFirst, WindowSet.WINDOW, 1).newest(plan[0]);
    for (int i = 0; i < net.layers().size(); i++) {
      Layer layer = net.layers().get(i);
      Scope inner = scope.inner(name(i));
      x =
          layer instanceof Copies copies && scaling != null
              ? copies.define(inner, x, scaling.half())
              : layer.define(inner, x, plan[i + 1]);
    }
    int units = net.head().units();
    if (x.channels() != units) {
      throw new IllegalArgumentException(
          "the last layer must give %d values a step, got: %d".formatted(units, x.channels()));
    }
    SDVariable last = x.newest(1).value().reshape(-1, units);
    SDVariable target = scope.placeHolder(TARGET, x.steps(), -1, net.head().leads());
    SDVariable wanted = target;
    SDVariable raw = last;
    if (scaling != null) {
      raw = scaling.toRaw(new SameDiffAlgebra(scope), last);
      SDVariable rows = target.reshape(-1, WindowSet.HORIZON);
      wanted = WindowScaling.toScaled(graph, scaling, rows).reshape(1, -1, WindowSet.HORIZON);
    }
    raw.mul(1).rename(OUTPUT);
    if (scaling != null && loss instanceof Relative relative) {
      SDVariable unit = relative.unit(graph, scaling.half());
      x = new Seq(x.value().div(unit), 1, units);
      wanted = wanted.div(unit);
    }
    loss.define(scope, x, wanted).rename(LOSS);
  }

  @Override
  public Map<String, Values> feed(WindowSet batch) {
    int n = batch.size();
    int[] plan = net.plan(WindowSet.WINDOW, loss.steps());
    int steps = plan[plan.length - 1];
    Map<String, Values> values = new LinkedHashMap<>();
    values.put(WINDOW, new Values(batch.windows(), n, WindowSet.WINDOW));
    values.put(TARGET, new Values(targets(batch, steps), steps, n, net.head().leads()));
    return values;
  }

  @Override
  public boolean lossFitsValidation() {
    return !loss.addsNoise();
  }

  /** What the newest {@code steps} outputs should have been, in raw units. */
  private float[] targets(WindowSet batch, int steps) {
    int leads = net.head().leads();
    int stride = net.stride();
    int last = WindowSet.WINDOW - 1;
    float[] targets = new float[steps * batch.size() * leads];
    int at = 0;
    for (int step = last - (steps - 1) * stride; step <= last; step += stride) {
      for (int row = 0; row < batch.size(); row++) {
        for (int lead = 1; lead <= leads; lead++) {
          targets[at++] = batch.value(row, step + lead);
        }
      }
    }
    return targets;
  }

  /** What the weights of layer {@code i} are called before the dot. */
  public static String name(int i) {
    return "layer" + i;
  }
}
