package io.wavecast.trainer.net;

import io.wavecast.core.forecast.ModelMetadata.Scaling;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.layer.Init;
import io.wavecast.trainer.layer.Layer;
import io.wavecast.trainer.layer.Scope;
import io.wavecast.trainer.layer.Seq;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network as a SameDiff graph: placeholders {@value #WINDOW} [batch, 50] and {@value #TARGET}
 * [steps, batch, 10]; {@value #OUTPUT} [batch, head], the newest step in raw units; {@value #LOSS}.
 *
 * @param graph the graph; its variables are the weights
 * @param loss what is made small
 * @param steps how many of the newest steps the loss looks at
 */
public record TrainingGraph(SameDiff graph, Loss loss, int steps) {
  static final String WINDOW = "window";
  static final String TARGET = "target";
  static final String OUTPUT = "output";
  static final String LOSS = "loss";

  /**
   * Builds the graph.
   *
   * @param seed decides the weights that training starts from
   * @param type float to train, double to check gradients
   */
  public static TrainingGraph of(Architecture net, Loss loss, long seed, DataType type) {
    Backend.start();
    SameDiff graph = SameDiff.create();
    SDVariable window = graph.placeHolder(WINDOW, type, -1, WindowSet.WINDOW);
    SDVariable seen = window;
    WindowScaling scaling = null;
    if (net.scaling() == Scaling.WINDOW) {
      scaling = WindowScaling.define(graph, window);
      seen = scaling.seen();
    }
    int[] plan = net.plan(WindowSet.WINDOW, loss.steps());
    SDVariable timeFirst = seen.permute(1, 0).reshape(WindowSet.WINDOW, -1, 1);
    Seq x = new Seq(timeFirst, WindowSet.WINDOW, 1).newest(plan[0]);
    Init init = new Init(seed);
    for (int i = 0; i < net.layers().size(); i++) {
      Layer layer = net.layers().get(i);
      x = layer.define(new Scope(graph, name(i), init, type), x, plan[i + 1]);
    }
    int units = net.head().units();
    if (x.channels() != units) {
      throw new IllegalArgumentException(
          "the last layer must give %d values a step, got: %d".formatted(units, x.channels()));
    }
    SDVariable last = x.newest(1).value().reshape(-1, units);
    SDVariable target = graph.placeHolder(TARGET, type, x.steps(), -1, WindowSet.HORIZON);
    SDVariable wanted = target;
    SDVariable raw = last;
    if (scaling != null) {
      raw = scaling.toRaw(last);
      wanted = scaling.toScaled(graph, target.reshape(-1, WindowSet.HORIZON)).reshape(1, -1, 10);
    }
    raw.mul(1).rename(OUTPUT);
    loss.define(graph, x, wanted).rename(LOSS);
    graph.setLossVariables(LOSS);
    return new TrainingGraph(graph, loss, x.steps());
  }

  /** What the weights of layer {@code i} are called before the dot. */
  public static String name(int i) {
    return "layer" + i;
  }

  /** The weights, in the order in which they were defined. Arrays are the graph's own. */
  public Map<String, INDArray> weights() {
    Map<String, INDArray> weights = new LinkedHashMap<>();
    for (SDVariable variable : graph.variables()) {
      if (variable.getVariableType() == VariableType.VARIABLE) {
        weights.put(variable.name(), variable.getArr());
      }
    }
    return weights;
  }

  /** New arrays with the placeholders' values for a batch. The caller closes them. */
  Map<String, INDArray> feed(WindowSet batch) {
    int n = batch.size();
    DataType type = graph.getVariable(WINDOW).dataType();
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    arrays.put(WINDOW, Nd4j.create(type, new long[] {n, WindowSet.WINDOW}, 'c'));
    arrays.put(TARGET, Nd4j.create(type, new long[] {steps, n, WindowSet.HORIZON}, 'c'));
    fill(arrays, batch);
    return arrays;
  }

  /** Overwrites the arrays of {@link #feed} with another batch of the same size. */
  void fill(Map<String, INDArray> arrays, WindowSet batch) {
    put(batch.windows(), arrays.get(WINDOW));
    put(loss.targets(batch, steps), arrays.get(TARGET));
  }

  private static void put(float[] values, @Nullable INDArray array) {
    if (array == null) {
      throw new IllegalArgumentException("a placeholder has no array");
    }
    Pointer memory = array.data().addressPointer();
    if (memory instanceof FloatPointer floats) {
      floats.put(values);
    } else {
      for (int i = 0; i < values.length; i++) {
        array.data().put(i, values[i]);
      }
    }
  }
}
