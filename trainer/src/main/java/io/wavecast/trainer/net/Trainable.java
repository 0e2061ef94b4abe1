package io.wavecast.trainer.net;

import io.wavecast.trainer.data.WindowSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network with its weights: gives the loss and its gradients on a batch, and forecasts on
 * windows. Not for use by several threads.
 */
public final class Trainable implements AutoCloseable {
  private static final int CHUNK = 500;

  private final TrainingGraph graph;
  private final Map<String, INDArray> weights;
  private final Map<String, String> gradientNames = new LinkedHashMap<>();
  private final Map<Integer, Compiled> training = new HashMap<>();
  private final Map<Integer, Compiled> serving = new HashMap<>();
  private final int headUnits;

  private record Compiled(Program program, Map<String, INDArray> inputs) {}

  public Trainable(Architecture net, Loss loss, long seed) {
    this(net, loss, seed, DataType.FLOAT);
  }

  Trainable(Architecture net, Loss loss, long seed, DataType type) {
    graph = TrainingGraph.of(net, loss, seed, type);
    weights = graph.weights();
    headUnits = net.head().units();
    quietly(graph.graph()::createGradFunction);
    for (String name : weights.keySet()) {
      SDVariable gradient = gradientGraph().getVariable(name).getGradient();
      if (gradient == null) {
        throw new IllegalArgumentException("the loss does not depend on the weight " + name);
      }
      gradientNames.put(name, gradient.name());
    }
  }

  private SameDiff gradientGraph() {
    return graph.graph().getFunction("grad");
  }

  /** The weights by name. The arrays are the network's own: change them to train. */
  public Map<String, INDArray> weights() {
    return weights;
  }

  /** How many numbers are trained. */
  public long parameters() {
    return weights.values().stream().mapToLong(INDArray::length).sum();
  }

  /** Runs forward and backward on a batch. The result is overwritten by the next call. */
  public Gradients gradients(WindowSet batch) {
    Compiled compiled = training.get(batch.size());
    if (compiled == null) {
      List<String> wanted = new ArrayList<>(gradientNames.values());
      wanted.add(TrainingGraph.LOSS);
      compiled = compile(gradientGraph(), batch, wanted, training);
    } else {
      graph.fill(compiled.inputs(), batch);
      compiled.program().run();
    }
    Map<String, INDArray> byWeight = new LinkedHashMap<>();
    for (Map.Entry<String, String> entry : gradientNames.entrySet()) {
      byWeight.put(entry.getKey(), compiled.program().output(entry.getValue()));
    }
    return new Gradients(compiled.program().output(TrainingGraph.LOSS).getDouble(0), byWeight);
  }

  /** The same gradients by SameDiff's own session, to check against. */
  Map<String, INDArray> gradientsBySameDiff(WindowSet batch) {
    Map<String, INDArray> feed = graph.feed(batch);
    return graph.graph().calculateGradients(feed, weights.keySet());
  }

  /**
   * The head's values for each window, in raw units.
   *
   * @return [size, head units]
   */
  public float[] forecast(WindowSet set) {
    float[] all = new float[set.size() * headUnits];
    for (int from = 0; from < set.size(); from += CHUNK) {
      int to = Math.min(from + CHUNK, set.size());
      WindowSet chunk = set.slice(from, to);
      float[] part = run(chunk, TrainingGraph.OUTPUT).data().asFloat();
      System.arraycopy(part, 0, all, from * headUnits, (to - from) * headUnits);
    }
    return all;
  }

  /** The loss over a set, without a gradient. */
  public double loss(WindowSet set) {
    double sum = 0;
    for (int from = 0; from < set.size(); from += CHUNK) {
      WindowSet chunk = set.slice(from, Math.min(from + CHUNK, set.size()));
      sum += run(chunk, TrainingGraph.LOSS).getDouble(0) * chunk.size();
    }
    return sum / set.size();
  }

  INDArray run(WindowSet batch, String output) {
    Compiled compiled = serving.get(batch.size());
    if (compiled == null) {
      List<String> wanted = List.of(TrainingGraph.OUTPUT, TrainingGraph.LOSS);
      compiled = compile(graph.graph(), batch, wanted, serving);
    } else {
      graph.fill(compiled.inputs(), batch);
      compiled.program().run();
    }
    return compiled.program().output(output);
  }

  private Compiled compile(
      SameDiff part, WindowSet batch, List<String> wanted, Map<Integer, Compiled> cache) {
    Map<String, INDArray> inputs = graph.feed(batch);
    Compiled compiled = new Compiled(Program.record(part, inputs, wanted), inputs);
    cache.put(batch.size(), compiled);
    return compiled;
  }

  @Override
  public void close() {
    for (Map<Integer, Compiled> cache : List.of(training, serving)) {
      for (Compiled compiled : cache.values()) {
        compiled.program().close();
        compiled.inputs().values().forEach(INDArray::close);
      }
      cache.clear();
    }
  }

  /** SameDiff prints a line for each op that it differentiates. */
  private static synchronized void quietly(Runnable action) {
    java.io.PrintStream out = System.out;
    System.setOut(new java.io.PrintStream(java.io.OutputStream.nullOutputStream()));
    try {
      action.run();
    } finally {
      System.setOut(out);
    }
  }
}
