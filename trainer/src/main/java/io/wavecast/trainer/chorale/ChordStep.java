package io.wavecast.trainer.chorale;

import io.wavecast.chorales.event.Chord;
import io.wavecast.chorales.pipeline.Composer;
import io.wavecast.trainer.algebra.OnnxAlgebra;
import io.wavecast.trainer.algebra.Weights;
import io.wavecast.trainer.chorale.ComposerNet.Step;
import io.wavecast.trainer.export.OnnxGraphBuilder;
import java.util.Arrays;
import java.util.List;

/**
 * One step of a {@link ChordNet} in a graph to be served. Notes are encoded as marks: 0 for nothing
 * (yet), 1 for silence, else the note's class plus 1. Tables have a row of zeros for nothing.
 */
final class ChordStep {
  private static final int V = Chord.VOICES;

  private final ChordNet net;
  private final OnnxGraphBuilder graph;
  private final OnnxAlgebra ops;
  private final Weights weights;
  private final int width;
  private final String table;

  ChordStep(ChordNet net, OnnxGraphBuilder graph, Weights weights) {
    this.net = net;
    this.graph = graph;
    this.ops = new OnnxAlgebra(graph, weights);
    this.weights = weights;
    this.width = V * net.embedding();
    float[] notes = weights.get("embedding");
    float[] rows = new float[notes.length + net.embedding()];
    System.arraycopy(notes, 0, rows, net.embedding(), notes.length);
    this.table = graph.floats("embedding", rows, net.classes() + 1, net.embedding());
  }

  /**
   * Adds the step. The LSTM runs for the pieces whose chord ends with this note, a quarter of them
   * as a rule, and z is computed for the voice that comes next. The state is h, c, the last
   * complete chord and the current one.
   */
  Step step(String note, String place, List<String> state) {
    String chord = ops.floorDiv(place, V);
    String voice = ops.mod(place, V);
    String hot = graph.reshape(ops.rows(ops.oneHot(V, V, 0), voice), -1, V);
    String nextHot = graph.reshape(ops.rows(ops.oneHot(V, V, 1), voice), -1, V);
    String done = ops.slice(hot, 1, V - 1, V);
    String with = ops.select(hot, ops.add(note, ops.scalar(1)), state.get(3));
    String last = ops.select(done, with, state.get(2));
    String now = ops.mul(with, ops.not(done));

    String x = ops.concat(1, List.of(embedded(classes(with)), placed(chord)));
    Cell cell = new Cell(graph, weights.inner("lstm"), width + NoteWindows.BAR, net.units());
    String h = state.get(0);
    String c = state.get(1);
    String ended = ops.rowsAt(done);
    Cell.Held moved =
        cell.step(ops.rowsOf(x, ended), new Cell.Held(ops.rowsOf(h, ended), ops.rowsOf(c, ended)));
    h = ops.withRows(h, ended, moved.h());
    c = ops.withRows(c, ended, moved.c());

    String lastSeen = classes(last);
    String nowSeen = classes(now);
    String base = ops.concat(1, List.of(h, embedded(lastSeen), placed(ops.add(chord, done))));
    String z = ofVoices(ops.concat(1, List.of(base, embedded(nowSeen))), nextHot);
    String own = ops.sum(ops.mul(lastSeen, nextHot), 1);
    String known = ops.concat(1, List.of(own, ops.slice(nowSeen, 1, 0, V - 1)));
    return new Step(ops.softmax(notes(logits(z, known))), List.of(h, c, last, now));
  }

  /** The place in the bar of a chord, one-hot. */
  private String placed(String chord) {
    String bar = ops.oneHot(NoteWindows.BAR + 1, NoteWindows.BAR, 0);
    return graph.reshape(ops.rows(bar, chord), -1, NoteWindows.BAR);
  }

  /** Marks as the network's classes: notes begin behind the margin. */
  private String classes(String marks) {
    return ops.add(marks, ops.mul(ops.above(marks, 1.5), ops.scalar(net.margin())));
  }

  private String embedded(String marks) {
    return graph.reshape(ops.rows(table, marks), -1, width);
  }

  /**
   * z [rows, hidden] of the voice that is hot in each row: each voice's rows by its own weights.
   *
   * @param seen [rows, base + 4 embeddings]
   */
  private String ofVoices(String seen, String hot) {
    String z =
        ops.mul(
            ops.slice(hot, 1, 0, 1),
            graph.floats("zeros", new float[net.hidden()], 1, net.hidden()));
    for (int voice = 0; voice < V; voice++) {
      String rows = ops.rowsAt(ops.slice(hot, 1, voice, voice + 1));
      String known = ops.slice(seen, 1, 0, net.baseWidth() + voice * net.embedding());
      z = ops.withRows(z, rows, hidden(voice, ops.rowsOf(known, rows)));
    }
    return ops.relu(z);
  }

  /**
   * z [rows, hidden] of one voice, before the ReLU.
   *
   * @param seen base and the notes above: [rows, base + voice * embedding]
   */
  private String hidden(int voice, String seen) {
    int n = net.hidden();
    int above = voice * net.embedding();
    float[] base = columns(weights.get("base.w"), net.baseWidth(), voice);
    float[] w = Arrays.copyOf(base, base.length + above * n);
    System.arraycopy(columns(weights.get("above.w"), above, voice), 0, w, base.length, above * n);
    String b = graph.floats("b", columns(weights.get("base.b"), 1, voice), n);
    return ops.add(ops.matmul(seen, graph.floats("w", w, net.baseWidth() + above, n)), b);
  }

  /** A voice's columns in the first rows of a matrix [..., 4 hidden]. */
  private float[] columns(float[] matrix, int rows, int voice) {
    int n = net.hidden();
    float[] columns = new float[rows * n];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(matrix, (row * V + voice) * n, columns, row * n, n);
    }
    return columns;
  }

  /** [rows, classes] of z and the notes that {@link Intervals} asks for. */
  private String logits(String z, String known) {
    String w = graph.floats("out.w", weights.get("out.w"), net.hidden(), net.classes());
    String b = graph.floats("out.b", weights.get("out.b"), net.classes());
    String plain = ops.add(ops.matmul(z, w), b);
    Intervals intervals = new Intervals(net.classes(), net.hidden());
    return ops.add(plain, intervals.onnx(graph, weights.inner("intervals"), z, known));
  }

  /** The logits of the 47 notes. */
  private String notes(String logits) {
    long[] columns = new long[Composer.CLASSES];
    for (int note = 0; note < columns.length; note++) {
      columns[note] = net.networkClass(note, 0);
    }
    return ops.columns(logits, graph.longs("columns", columns));
  }
}
