package io.wavecast.trainer.chorale;

import io.wavecast.trainer.algebra.OnnxAlgebra;
import io.wavecast.trainer.algebra.Weights;
import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.layer.Lstm;
import java.util.List;

/** One step of an {@link Lstm} in a graph to be served. */
final class Cell {
  private final OnnxAlgebra ops;
  private final int units;
  private final String w;
  private final String b;

  /** Names of the hidden state and the cell's state, both [batch, units]. */
  record Held(String h, String c) {}

  Cell(OnnxGraphBuilder graph, Weights weights, int in, int units) {
    this.ops = new OnnxAlgebra(graph);
    this.units = units;
    this.w = graph.floats("w", weights.get("w"), in + units, 4 * units);
    this.b = graph.floats("b", weights.get("b"), 4 * units);
  }

  /**
   * Adds one step to the graph.
   *
   * @param x name of a tensor [batch, in]
   */
  Held step(String x, Held before) {
    String gates = ops.add(ops.matmul(ops.concat(1, List.of(x, before.h())), w), b);
    String i = ops.sigmoid(gate(gates, 0));
    String z = ops.tanh(gate(gates, 1));
    String f = ops.sigmoid(gate(gates, 2));
    String o = ops.sigmoid(gate(gates, 3));
    String c = ops.add(ops.mul(f, before.c()), ops.mul(i, z));
    return new Held(ops.mul(o, ops.tanh(c)), c);
  }

  private String gate(String gates, int index) {
    return ops.slice(gates, 1, index * units, (index + 1) * units);
  }
}
