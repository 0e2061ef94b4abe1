package io.wavecast.trainer.chorale;

import io.wavecast.chorales.event.Chord;
import io.wavecast.chorales.pipeline.ComposerMetadata.State;
import io.wavecast.trainer.algebra.SameDiffAlgebra;
import io.wavecast.trainer.algebra.Scope;
import io.wavecast.trainer.algebra.Seq;
import io.wavecast.trainer.algebra.Weights;
import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.net.CrossEntropy;
import io.wavecast.trainer.net.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * A network over chords. An LSTM consumes one chord after the other, with its place in the bar.
 * Each voice's note is predicted from the LSTM's state, the last chord, the place and the voices
 * above it; a mask hides the other voices (as in MADE, Germain et al., ICML 2015):
 *
 * <pre>
 * h[t] = LSTM(chord[t], place[t])
 * z[t, v] = relu(W [h[t-1], chord[t-1], place[t]] + A [voices above v in chord[t]])
 * logits[t, v] = O z[t, v] + {@link Intervals}(z[t, v])
 * </pre>
 *
 * @param embedding values that stand for a note
 * @param units of the LSTM
 * @param hidden values of z for one voice
 * @param dropout of h and z; half of it for the input chords
 */
public record ChordNet(int embedding, int units, int hidden, double dropout)
    implements ComposerNet {
  private static final int V = Chord.VOICES;
  private static final int T = NoteWindows.CHORDS;

  @Override
  public int margin() {
    return 6;
  }

  /** Values that decide z, without the voices above. */
  int baseWidth() {
    return units + V * embedding + NoteWindows.BAR;
  }

  @Override
  public void define(Scope root) {
    Scope scope = root.inner(PREFIX);
    SameDiffAlgebra a = new SameDiffAlgebra(scope);
    SameDiff g = root.graph();
    int n = classes();
    int width = V * embedding;
    int all = V * hidden;
    SDVariable notes = root.placeHolder("notes", -1L, n);
    SDVariable place = root.placeHolder("place", T, -1, NoteWindows.BAR);
    float[] start = scope.init().he(20, n * embedding, 1);
    SDVariable chords =
        notes.mmul(scope.weight("embedding", start, n, embedding)).reshape(T, -1, width);
    Seq<SDVariable> in = a.dropout("in.kept", new Seq<>(chords, T, width), dropout / 2);
    Seq<SDVariable> x = new Seq<>(g.concat(2, in.value(), place), T, width + NoteWindows.BAR);
    Seq<SDVariable> h = delayed(a, a.inner("lstm").lstm(x, T, units));
    SDVariable before = a.dropout("state.kept", h, dropout).value();
    SDVariable base = g.concat(2, before, delayed(a, in).value(), place).reshape(-1, baseWidth());

    SDVariable wBase =
        scope.weight(
            "base.w", scope.init().he(baseWidth(), baseWidth() * all, 1), baseWidth(), all);
    SDVariable bBase = scope.weight("base.b", new float[all], 1, all);
    SDVariable wAbove =
        scope.weight("above.w", scope.init().he(2 * width, width * all, 1), width, all);
    SDVariable mask = scope.constant("mask", mask(), width, all);
    SDVariable above = chords.reshape(-1, width).mmul(wAbove.mul(mask));
    SDVariable z = g.nn().relu(base.mmul(wBase).add(bBase).add(above), 0);
    Seq<SDVariable> zs =
        a.dropout("hidden.kept", new Seq<>(z.reshape(T, -1, all), T, all), dropout);
    z = zs.value().reshape(-1, hidden);
    SDVariable logits =
        z.mmul(scope.weight("out.w", scope.init().glorot(hidden, n, hidden * n), hidden, n))
            .add(scope.weight("out.b", new float[n], 1, n))
            .add(new Intervals(n, hidden).define(scope.inner("intervals"), notes, z));
    // rows are (chord, window, voice): to (window, chord and voice), without the first note
    SDVariable ofWindows = logits.reshape(T, -1, V, n).permute(1, 0, 2, 3).reshape(-1, T * V, n);
    ofWindows.get(SDIndex.all(), SDIndex.interval(1, T * V), SDIndex.all()).rename(OUTPUT);
    CrossEntropy.of(g, logits, notes).rename(LOSS);
  }

  /** Each chord's values at the next chord; zeros at the first. */
  private static Seq<SDVariable> delayed(SameDiffAlgebra a, Seq<SDVariable> x) {
    SDVariable first = a.between(x, 0, 1).value().mul(0);
    return x.with(a.concat(0, List.of(first, a.between(x, 0, T - 1).value())));
  }

  /** [4 embeddings, 4 hidden]: 1 where the voice of the row is above the voice of the column. */
  private float[] mask() {
    int columns = V * hidden;
    float[] mask = new float[V * embedding * columns];
    for (int i = 0; i < V * embedding; i++) {
      for (int j = 0; j < columns; j++) {
        mask[i * columns + j] = i / embedding < j / hidden ? 1 : 0;
      }
    }
    return mask;
  }

  @Override
  public Map<String, Values> feed(NoteWindows batch) {
    int n = batch.size();
    float[] notes = new float[T * n * V * classes()];
    float[] place = new float[T * n * NoteWindows.BAR];
    for (int i = 0; i < n; i++) {
      byte[] window = batch.windows().get(i);
      for (int chord = 0; chord < T; chord++) {
        int row = chord * n + i;
        place[row * NoteWindows.BAR + (batch.places()[i] + chord) % NoteWindows.BAR] = 1;
        for (int voice = 0; voice < V; voice++) {
          int type = networkClass(window[chord * V + voice], batch.shifts()[i]);
          notes[(row * V + voice) * classes() + type] = 1;
        }
      }
    }
    Map<String, Values> values = new LinkedHashMap<>();
    values.put("notes", new Values(notes, (long) T * n * V, classes()));
    values.put("place", new Values(place, T, n, NoteWindows.BAR));
    return values;
  }

  @Override
  public Step step(
      OnnxGraphBuilder graph, Weights weights, String note, String place, List<String> state) {
    return new ChordStep(this, graph, weights).step(note, place, state);
  }

  @Override
  public List<State> states() {
    return List.of(
        new State("h", units), new State("c", units), new State("last", V), new State("now", V));
  }

  @Override
  public int statesOfNotes() {
    return 2;
  }
}
