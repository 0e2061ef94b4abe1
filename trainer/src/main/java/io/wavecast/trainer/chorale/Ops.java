package io.wavecast.trainer.chorale;

import io.wavecast.trainer.export.OnnxGraphBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Short forms of the operators that composers are made of. Tensors go by their names. */
record Ops(OnnxGraphBuilder graph) {
  private static final int INT64 = 7;

  String add(String a, String b) {
    return graph.node("Add", List.of(a, b));
  }

  String sub(String a, String b) {
    return graph.node("Sub", List.of(a, b));
  }

  String mul(String a, String b) {
    return graph.node("Mul", List.of(a, b));
  }

  String matMul(String a, String b) {
    return graph.node("MatMul", List.of(a, b));
  }

  String one(String op, String x) {
    return graph.node(op, List.of(x));
  }

  String scalar(double value) {
    return graph.floats("scalar", new float[] {(float) value}, 1);
  }

  /** 1 - x. */
  String not(String x) {
    return sub(scalar(1), x);
  }

  /** a where {@code hot} is 1, b where it is 0. */
  String select(String hot, String a, String b) {
    return add(mul(hot, a), mul(not(hot), b));
  }

  String concat(int axis, List<String> parts) {
    return graph.node("Concat", parts, "axis", axis);
  }

  String slice(String x, int axis, int from, int to) {
    return graph.node(
        "Slice",
        List.of(x, graph.longs("from", from), graph.longs("to", to), graph.longs("axis", axis)));
  }

  String softmax(String x) {
    return graph.node("Softmax", List.of(x), "axis", -1);
  }

  /** Rows of a table by floats that hold whole numbers: one axis more, the table's columns. */
  String rows(String table, String index) {
    String whole = graph.node("Cast", List.of(index), "to", INT64);
    return graph.node("Gather", List.of(table, whole), "axis", 0);
  }

  /** x modulo n, for whole numbers of at least 0. */
  String mod(String x, int n) {
    return sub(x, mul(div(x, n), scalar(n)));
  }

  /** x divided by n, rounded down, for whole numbers; n is a power of 2, so that it is exact. */
  String div(String x, int n) {
    return one("Floor", mul(x, scalar(1.0 / n)));
  }

  /**
   * A table whose row i is 1 in column {@code (i + shift) % columns}, else 0.
   *
   * @param count how many rows
   */
  String hot(int count, int columns, int shift) {
    float[] table = new float[count * columns];
    for (int i = 0; i < count; i++) {
      table[i * columns + (i + shift) % columns] = 1;
    }
    return graph.floats("hot", table, count, columns);
  }

  /** Probabilities of the 47 notes from logits whose last axis holds more: their mean. */
  String mean(List<String> logits, List<long[]> columns) {
    List<String> all = new ArrayList<>();
    for (int k = 0; k < logits.size(); k++) {
      String wanted = graph.longs("columns", columns.get(k));
      all.add(softmax(graph.node("Gather", List.of(logits.get(k), wanted), "axis", -1)));
    }
    String sum = all.get(0);
    for (String next : all.subList(1, all.size())) {
      sum = add(sum, next);
    }
    return all.size() == 1 ? sum : mul(sum, scalar(1.0 / all.size()));
  }

  /** The columns of the 47 notes among a network's classes, for a transposition. */
  static long[] columns(ComposerNet net, int shift) {
    long[] columns = new long[Notes.CLASSES];
    for (int note = 0; note < columns.length; note++) {
      columns[note] = net.seen(note, shift);
    }
    return columns;
  }

  /** A name as often as wanted. */
  static List<String> times(int n, String name) {
    return Collections.nCopies(n, name);
  }
}
