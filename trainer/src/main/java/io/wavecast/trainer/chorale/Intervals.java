package io.wavecast.trainer.chorale;

import io.wavecast.chorales.event.Chord;
import io.wavecast.trainer.algebra.Algebra;
import io.wavecast.trainer.algebra.OnnxAlgebra;
import io.wavecast.trainer.algebra.SameDiffAlgebra;
import io.wavecast.trainer.algebra.Scope;
import io.wavecast.trainer.algebra.Weights;
import io.wavecast.trainer.export.OnnxGraphBuilder;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Logits that depend on intervals: how far a note is from the voice's own last note, and from the
 * note of each voice above. So what is learned in one key holds in every key. A function of the
 * interval is written as waves, {@code a cos(w (n - p)) + b sin(w (n - p))}, whose a and b come
 * from z; by the sums of angles the known note p turns (a, b), and the requested note n is in a
 * fixed table:
 *
 * <pre>
 * logit[n] = sum over w, p of  cos(w n) (a cos(w p) - b sin(w p)) + sin(w n) (a sin(w p) + b cos(w p))
 * </pre>
 *
 * Silence and absent notes have no waves.
 *
 * @param classes of the network
 * @param hidden values of z
 */
record Intervals(int classes, int hidden) {
  private static final int WAVES = 32;
  private static final int V = Chord.VOICES;

  /** A voice's own last note, then the voices above. */
  private static final int SLOTS = V;

  private static final int WIDE = SLOTS * WAVES;

  /**
   * The part of the logits that depends on intervals.
   *
   * @param notes one-hot [chords * batch * 4, classes]
   * @param z [chords * batch * 4, hidden]
   * @return [chords * batch * 4, classes]
   */
  SDVariable define(Scope scope, SDVariable notes, SDVariable z) {
    SDVariable cos = slots(scope.inner("c"), notes.mmul(constant(scope, "cosines", false)));
    SDVariable sin = slots(scope.inner("s"), notes.mmul(constant(scope, "sines", true)));
    return logits(new SameDiffAlgebra(scope), z, cos, sin);
  }

  /** Of z and the waves of the known notes, both [rows, slots * waves]. */
  private <T> T logits(Algebra<T> ops, T z, T cos, T sin) {
    T a = dense(ops.inner("cos"), z);
    T b = dense(ops.inner("sin"), z);
    T even = ops.sub(ops.mul(a, cos), ops.mul(b, sin));
    T odd = ops.add(ops.mul(a, sin), ops.mul(b, cos));
    return ops.add(
        ops.matmul(even, ops.constant("even", requested(false), WIDE, classes)),
        ops.matmul(odd, ops.constant("odd", requested(true), WIDE, classes)));
  }

  private <T> T dense(Algebra<T> ops, T z) {
    T w = ops.weight("w", init -> init.glorot(hidden, WIDE, hidden * WIDE), hidden, WIDE);
    return ops.add(ops.matmul(z, w), ops.row("b", WIDE, 0));
  }

  private SDVariable constant(Scope scope, String name, boolean sine) {
    return scope.constant(name, waves(sine, 0), classes, WAVES);
  }

  /** [rows, slots * waves] of each note asked for. */
  private SDVariable slots(Scope scope, SDVariable all) {
    SameDiff g = scope.graph();
    int t = NoteWindows.CHORDS;
    SDVariable now = all.reshape(t, -1, V * WAVES);
    SDVariable first = now.get(SDIndex.interval(0, 1), SDIndex.all(), SDIndex.all()).mul(0);
    SDVariable rest = now.get(SDIndex.interval(0, t - 1), SDIndex.all(), SDIndex.all());
    SDVariable[] slots = new SDVariable[SLOTS];
    slots[0] = g.concat(0, first, rest).reshape(-1, V, WAVES);
    for (int above = 0; above < V - 1; above++) {
      float[] below = new float[V];
      for (int voice = above + 1; voice < V; voice++) {
        below[voice] = 1;
      }
      SDIndex columns = SDIndex.interval((long) above * WAVES, (long) (above + 1) * WAVES);
      SDVariable one = now.get(SDIndex.all(), SDIndex.all(), columns).reshape(-1, 1, WAVES);
      slots[above + 1] = one.mul(scope.constant("below" + above, below, 1, V, 1));
    }
    return g.concat(2, slots).reshape(-1, WIDE);
  }

  /**
   * The served form.
   *
   * @param z name of a tensor [rows, hidden]
   * @param known name of a tensor [rows, 4], the slots: 0 for what is not there, else the class
   *     plus 1
   * @return name of a tensor [rows, classes]
   */
  String onnx(OnnxGraphBuilder graph, Weights weights, String z, String known) {
    OnnxAlgebra ops = new OnnxAlgebra(graph, weights);
    String cos = slots(ops, graph.floats("cosines", waves(false, 1), classes + 1, WAVES), known);
    String sin = slots(ops, graph.floats("sines", waves(true, 1), classes + 1, WAVES), known);
    return logits(ops, z, cos, sin);
  }

  /** [rows, slots * waves] of the known notes. */
  private static String slots(OnnxAlgebra ops, String table, String known) {
    return ops.reshape(ops.rows(table, known), -1, WIDE);
  }

  /**
   * A row of waves for each class; zeros for silence.
   *
   * @param before rows of zeros before the first class
   */
  private float[] waves(boolean sine, int before) {
    float[] table = new float[(before + classes) * WAVES];
    for (int note = 1; note < classes; note++) {
      for (int wave = 0; wave < WAVES; wave++) {
        double angle = Math.PI * wave * note / WAVES;
        table[(before + note) * WAVES + wave] = (float) (sine ? Math.sin(angle) : Math.cos(angle));
      }
    }
    return table;
  }

  /**
   * [slots * waves, classes]: the waves of each class once for every slot, scaled to a sum of 1.
   */
  private float[] requested(boolean sine) {
    float[] waves = waves(sine, 0);
    float[] table = new float[WIDE * classes];
    for (int i = 0; i < WIDE; i++) {
      for (int note = 0; note < classes; note++) {
        table[i * classes + note] = (float) (waves[note * WAVES + i % WAVES] / Math.sqrt(WIDE));
      }
    }
    return table;
  }
}
