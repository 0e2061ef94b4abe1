package io.wavecast.trainer.chorale;

import io.wavecast.chorales.event.Chord;
import io.wavecast.chorales.pipeline.Composer;
import io.wavecast.trainer.algebra.OnnxAlgebra;
import io.wavecast.trainer.algebra.Seq;
import io.wavecast.trainer.algebra.Seq.Layout;
import io.wavecast.trainer.algebra.Weights;
import io.wavecast.trainer.chorale.ComposerNet.Step;
import io.wavecast.trainer.export.OnnxGraphBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The served forms of a {@link ChordNet}. Notes are encoded as marks: 0 for nothing (yet), 1 for
 * silence, else the note's class plus 1. Tables have a row of zeros for nothing.
 */
final class ServedChordNet implements ComposerNet.Served {
  private static final int V = Chord.VOICES;
  private static final int T = NoteWindows.CHORDS;

  private final ChordNet net;
  private final OnnxGraphBuilder graph;
  private final OnnxAlgebra ops;
  private final Weights weights;
  private final int[] shifts;
  private final int width;
  private final String table;

  ServedChordNet(ChordNet net, OnnxGraphBuilder graph, Weights weights, int[] shifts) {
    this.net = net;
    this.graph = graph;
    this.ops = new OnnxAlgebra(graph, weights);
    this.weights = weights;
    this.shifts = shifts.clone();
    this.width = V * net.embedding();
    float[] notes = weights.get("embedding");
    float[] rows = new float[notes.length + net.embedding()];
    System.arraycopy(notes, 0, rows, net.embedding(), notes.length);
    this.table = graph.floats("embedding", rows, net.classes() + 1, net.embedding());
  }

  /** The weights of the logits, shared by all transpositions. */
  private final class Head {
    final String out = floats("out.w", net.hidden(), net.classes());
    final String bias = floats("out.b", net.classes());

    /** [rows, classes] of z and the notes that {@link Intervals} asks for. */
    String logits(String z, String known) {
      String plain = ops.add(ops.matmul(z, out), bias);
      Intervals intervals = new Intervals(net.classes(), net.hidden());
      return ops.add(plain, intervals.onnx(graph, weights.inner("intervals"), z, known));
    }
  }

  private String floats(String name, int... dims) {
    return graph.floats(name, weights.get(name), dims);
  }

  /** The weights of z for all voices at once, shared by all transpositions. */
  private final class AllVoices {
    final String w = floats("base.w", net.baseWidth(), V * net.hidden());
    final String b = floats("base.b", V * net.hidden());
    final String above = graph.floats("above", net.masked(weights), width, V * net.hidden());

    /** [rows, 4 hidden] */
    String hidden(String base, String chord) {
      String sum = ops.add(ops.matmul(base, w), b);
      return ops.relu(ops.add(sum, ops.matmul(chord, above)));
    }
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

  /** Marks as the network's classes, transposed: {@code mark + (margin + shift)} for notes. */
  private String shifted(String marks, String shift) {
    return ops.add(marks, ops.mul(ops.above(marks, 1.5), shift));
  }

  /** The mean over the transpositions of the 47 notes' probabilities. */
  private String mean(List<String> logits) {
    List<String> probabilities = new ArrayList<>();
    for (int k = 0; k < logits.size(); k++) {
      long[] columns = new long[Composer.CLASSES];
      for (int note = 0; note < columns.length; note++) {
        columns[note] = net.networkClass(note, shifts[k]);
      }
      String notes = ops.columns(logits.get(k), graph.longs("columns", columns));
      probabilities.add(ops.softmax(notes));
    }
    return ops.mean(probabilities);
  }

  @Override
  public String windows(String notes, String place) {
    String marks = ops.add(notes, ops.scalar(1));
    float[] count = new float[T];
    for (int t = 0; t < T; t++) {
      count[t] = t;
    }
    String chords = ops.add(place, graph.floats("chords", count, 1, T));
    String places = ops.rows(ops.oneHot(2 * NoteWindows.BAR + T, NoteWindows.BAR, 0), chords);
    AllVoices voices = new AllVoices();
    Head head = new Head();
    List<String> logits = new ArrayList<>();
    for (int shift : shifts) {
      String known = shifted(marks, ops.scalar(net.margin() + shift));
      logits.add(ops.slice(windows(voices, head, known, places), 1, 1, T * V));
    }
    return mean(logits);
  }

  private String windows(AllVoices voices, Head head, String known, String places) {
    String chords = graph.reshape(ops.rows(table, known), 0, T, width);
    String x = ops.concat(2, List.of(chords, places));
    Seq<String> in = ops.sequence(x, T, width + NoteWindows.BAR);
    Seq<String> states = ops.inner("lstm").lstm(in, T, net.units());
    String h = ops.as(states, Layout.BATCH_TIME).value();
    String base = ops.concat(2, List.of(delayed(h, T), delayed(chords, T), places));
    String z = graph.reshape(voices.hidden(base, chords), -1, net.hidden());
    List<String> slots = new ArrayList<>();
    String before = ops.slice(known, 1, 0, (T - 1) * V);
    String none = ops.mul(ops.slice(known, 1, 0, V), ops.scalar(0));
    slots.add(graph.reshape(ops.concat(1, List.of(none, before)), -1, 1));
    for (int above = 0; above < V - 1; above++) {
      long[] from = new long[T * V];
      float[] below = new float[T * V];
      for (int i = 0; i < from.length; i++) {
        from[i] = (long) i / V * V + above;
        below[i] = i % V > above ? 1 : 0;
      }
      String one = graph.node("Gather", List.of(known, graph.longs("above", from)), "axis", 1);
      slots.add(graph.reshape(ops.mul(one, graph.floats("below", below, 1, T * V)), -1, 1));
    }
    return graph.reshape(head.logits(z, ops.concat(1, slots)), -1, T * V, net.classes());
  }

  /** [batch, steps, ...] moved by one step, zeros first. */
  private String delayed(String x, int steps) {
    String first = ops.mul(ops.slice(x, 1, 0, 1), ops.scalar(0));
    return ops.concat(1, List.of(first, ops.slice(x, 1, 0, steps - 1)));
  }

  /**
   * {@inheritDoc}
   *
   * <p>The LSTM runs for the pieces whose chord ends with this note, a quarter of them as a rule,
   * and z is computed for the voice that comes next. The state is h, c, the last complete chord and
   * the current one.
   */
  @Override
  public Step step(String note, String place, List<String> state) {
    int k = shifts.length;
    String chord = ops.floorDiv(place, V);
    String voice = ops.mod(place, V);
    String hot = graph.reshape(ops.rows(ops.oneHot(V, V, 0), voice), -1, V);
    String nextHot = graph.reshape(ops.rows(ops.oneHot(V, V, 1), voice), -1, V);
    String done = ops.slice(hot, 1, V - 1, V);
    String with = ops.select(hot, ops.add(note, ops.scalar(1)), state.get(3));
    String last = ops.select(done, with, state.get(2));
    String now = ops.mul(with, ops.not(done));

    String table16 = ops.oneHot(NoteWindows.BAR + 1, NoteWindows.BAR, 0);
    String inputPlace =
        tiled(graph.reshape(ops.rows(table16, chord), -1, NoteWindows.BAR), NoteWindows.BAR);
    String nextAt =
        tiled(
            graph.reshape(ops.rows(table16, ops.add(chord, done)), -1, NoteWindows.BAR),
            NoteWindows.BAR);
    String x = ops.concat(1, List.of(embedded(transposed(with)), inputPlace));
    Cell cell = new Cell(graph, weights.inner("lstm"), width + NoteWindows.BAR, net.units());
    Cell.Held before =
        new Cell.Held(
            graph.reshape(state.get(0), -1, net.units()),
            graph.reshape(state.get(1), -1, net.units()));
    String ended = ops.rowsAt(tiled(done, 1));
    Cell.Held moved =
        cell.step(
            ops.rowsOf(x, ended),
            new Cell.Held(ops.rowsOf(before.h(), ended), ops.rowsOf(before.c(), ended)));
    String h = ops.withRows(before.h(), ended, moved.h());
    String c = ops.withRows(before.c(), ended, moved.c());

    String lastSeen = transposed(last);
    String nowSeen = transposed(now);
    Head head = new Head();
    String base = ops.concat(1, List.of(h, embedded(lastSeen), nextAt));
    String nextTiled = tiled(nextHot, V);
    String z = ofVoices(ops.concat(1, List.of(base, embedded(nowSeen))), nextTiled);
    String known =
        ops.concat(1, List.of(ofVoice(lastSeen, nextTiled), ops.slice(nowSeen, 1, 0, V - 1)));
    String logits = graph.reshape(head.logits(z, known), -1, k, net.classes());
    List<String> each = new ArrayList<>();
    for (int i = 0; i < k; i++) {
      each.add(graph.reshape(ops.slice(logits, 1, i, i + 1), -1, net.classes()));
    }
    return new Step(
        mean(each),
        List.of(
            graph.reshape(h, -1, (long) k * net.units()),
            graph.reshape(c, -1, (long) k * net.units()),
            last,
            now));
  }

  /** [batch, n] once for each transposition: [batch * k, n]. */
  private String tiled(String x, int n) {
    int k = shifts.length;
    String zeros = graph.floats("zeros", new float[k], 1, k, 1);
    return graph.reshape(ops.add(graph.reshape(x, -1, 1, n), zeros), -1, n);
  }

  /** Marks [batch, 4] in each transposition: [batch * k, 4]. */
  private String transposed(String marks) {
    float[] by = new float[shifts.length];
    for (int i = 0; i < by.length; i++) {
      by[i] = net.margin() + shifts[i];
    }
    String shift = graph.floats("shifts", by, 1, by.length, 1);
    return graph.reshape(shifted(graph.reshape(marks, -1, 1, V), shift), -1, V);
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

  /** Of [rows, 4] the value of the voice that is hot: [rows, 1]. */
  private String ofVoice(String all, String hot) {
    return ops.sum(ops.mul(all, hot), 1);
  }
}
