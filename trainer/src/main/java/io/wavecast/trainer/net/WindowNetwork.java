package io.wavecast.trainer.net;

import io.wavecast.core.forecast.ForecasterMetadata.Scaling;
import io.wavecast.trainer.algebra.Algebra;
import io.wavecast.trainer.algebra.SameDiffAlgebra;
import io.wavecast.trainer.algebra.Scope;
import io.wavecast.trainer.algebra.Seq;
import io.wavecast.trainer.data.WindowSet;
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
    SameDiffAlgebra a = new SameDiffAlgebra(scope);
    SDVariable window = scope.placeHolder(WINDOW, -1, WindowSet.WINDOW);
    WindowScaling<SDVariable> scaling =
        net.scaling() == Scaling.WINDOW ? WindowScaling.of(a, window) : null;
    SDVariable seen = scaling == null ? window : scaling.seen();
    SDVariable half = scaling == null ? null : scaling.half();
    Seq<SDVariable> x = net.values(a, sequence(a, seen, WindowSet.WINDOW), half, loss.steps());
    int units = net.head().units();
    SDVariable last = a.newest(x, 1).value().reshape(-1, units);
    SDVariable target = scope.placeHolder(TARGET, x.steps(), -1, net.head().leads());
    SDVariable wanted = target;
    SDVariable raw = last;
    if (scaling != null) {
      raw = scaling.toRaw(a, last);
      SDVariable rows = target.reshape(-1, WindowSet.HORIZON);
      wanted = WindowScaling.toScaled(graph, scaling, rows).reshape(1, -1, WindowSet.HORIZON);
    }
    raw.mul(1).rename(OUTPUT);
    if (scaling != null && loss instanceof Relative relative) {
      SDVariable unit = relative.unit(graph, scaling.half());
      x = x.with(x.value().div(unit));
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

  /** Windows [batch, steps] as sequences of one channel. */
  static <T> Seq<T> sequence(Algebra<T> a, T windows, int steps) {
    return a.sequence(a.reshape(windows, -1, steps, 1), steps, 1);
  }
}
