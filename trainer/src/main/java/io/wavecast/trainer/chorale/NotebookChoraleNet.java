package io.wavecast.trainer.chorale;

import io.wavecast.chorales.pipeline.Composer;
import io.wavecast.chorales.pipeline.ComposerMetadata.State;
import io.wavecast.trainer.algebra.OnnxAlgebra;
import io.wavecast.trainer.algebra.SameDiffAlgebra;
import io.wavecast.trainer.algebra.Scope;
import io.wavecast.trainer.algebra.Seq;
import io.wavecast.trainer.algebra.Weights;
import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.layer.BatchNorm;
import io.wavecast.trainer.layer.Conv1D;
import io.wavecast.trainer.layer.Dense;
import io.wavecast.trainer.layer.Layer;
import io.wavecast.trainer.layer.Lstm;
import io.wavecast.trainer.layer.Relu;
import io.wavecast.trainer.net.CrossEntropy;
import io.wavecast.trainer.net.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The notebook's network: an embedding, causal convolutions of kernel 2 with dilation 1, 2, 4, ...,
 * each with ReLU and then batch normalisation, an LSTM, a softmax. Its only input is the sequence
 * of notes.
 *
 * @param embedding values that stand for a note
 * @param filters of each convolution
 * @param units of the LSTM
 */
public record NotebookChoraleNet(int embedding, List<Integer> filters, int units)
    implements ComposerNet {
  private static final int STEPS = NoteWindows.NOTES - 1;
  private static final int N = Composer.CLASSES;

  public NotebookChoraleNet {
    filters = List.copyOf(filters);
  }

  /** With the notebook's sizes. */
  public NotebookChoraleNet() {
    this(5, List.of(32, 48, 64, 96), 256);
  }

  private List<Layer> layers() {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < filters.size(); i++) {
      layers.addAll(List.of(new Conv1D(filters.get(i), 2, 1 << i), new Relu(), new BatchNorm()));
    }
    layers.addAll(List.of(new Lstm(units), new Dense(N)));
    return layers;
  }

  @Override
  public int margin() {
    return 0;
  }

  @Override
  public void define(Scope root) {
    Scope scope = root.inner(PREFIX);
    SDVariable notes = root.placeHolder("notes", -1L, N);
    SDVariable wanted = root.placeHolder("wanted", -1L, N);
    float[] start = scope.init().uniform(N * embedding, 0.05);
    SDVariable rows = notes.mmul(scope.weight("embedding", start, N, embedding));
    SameDiffAlgebra a = new SameDiffAlgebra(scope);
    Seq<SDVariable> x = a.ofRows(rows, STEPS, embedding);
    List<Layer> layers = layers();
    for (int i = 0; i < layers.size(); i++) {
      x = layers.get(i).apply(a.inner("layer" + i), x, STEPS);
    }
    x.value().permute(1, 0, 2).rename(OUTPUT);
    CrossEntropy.of(root.graph(), x.value().reshape(-1, N), wanted).rename(LOSS);
  }

  @Override
  public Map<String, Values> feed(NoteWindows batch) {
    int n = batch.size();
    float[] notes = new float[STEPS * n * N];
    float[] wanted = new float[STEPS * n * N];
    for (int row = 0; row < n; row++) {
      byte[] window = batch.windows().get(row);
      for (int step = 0; step < STEPS; step++) {
        notes[(step * n + row) * N + window[step]] = 1;
        wanted[(step * n + row) * N + window[step + 1]] = 1;
      }
    }
    Map<String, Values> values = new LinkedHashMap<>();
    values.put("notes", new Values(notes, (long) STEPS * n, N));
    values.put("wanted", new Values(wanted, (long) STEPS * n, N));
    return values;
  }

  @Override
  public List<State> states() {
    List<State> states = new ArrayList<>();
    int in = embedding;
    for (int i = 0; i < filters.size(); i++) {
      states.add(new State("conv" + i, (1 << i) * in));
      in = filters.get(i);
    }
    states.addAll(List.of(new State("h", units), new State("c", units)));
    return states;
  }

  /**
   * Each convolution's state holds its newest inputs, one per step of its dilation, oldest first.
   */
  @Override
  public Step step(
      OnnxGraphBuilder graph, Weights weights, String note, String place, List<String> state) {
    OnnxAlgebra ops = new OnnxAlgebra(graph, weights);
    List<String> after = new ArrayList<>();
    String table = graph.floats("embedding", weights.get("embedding"), N, embedding);
    String x = graph.reshape(ops.rows(table, note), -1, embedding);
    int in = embedding;
    for (int i = 0; i < filters.size(); i++) {
      String held = state.get(i);
      int size = (1 << i) * in;
      String taps = ops.concat(1, List.of(ops.slice(held, 1, 0, in), x));
      after.add(ops.slice(ops.concat(1, List.of(held, x)), 1, in, size + in));
      Weights conv = weights.inner("layer" + 3 * i);
      String w = graph.floats("w", conv.get("w"), 2 * in, filters.get(i));
      String b = graph.floats("b", conv.get("b"), filters.get(i));
      String y = ops.relu(ops.add(ops.matmul(taps, w), b));
      Seq<String> rows = ops.ofRows(y, 1, filters.get(i));
      x = new BatchNorm().apply(ops.inner("layer" + (3 * i + 2)), rows, 1).value();
      in = filters.get(i);
    }
    int at = 3 * filters.size();
    Cell.Held next =
        new Cell(graph, weights.inner("layer" + at), in, units)
            .step(x, new Cell.Held(state.get(at / 3), state.get(at / 3 + 1)));
    after.addAll(List.of(next.h(), next.c()));
    Seq<String> h = ops.ofRows(next.h(), 1, units);
    String logits = new Dense(N).apply(ops.inner("layer" + (at + 1)), h, 1).value();
    return new Step(ops.softmax(logits), after);
  }
}
