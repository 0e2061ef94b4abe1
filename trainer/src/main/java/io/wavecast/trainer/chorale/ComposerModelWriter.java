package io.wavecast.trainer.chorale;

import io.wavecast.trainer.chorale.ComposerNet.State;
import io.wavecast.trainer.chorale.ComposerNet.Step;
import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.layer.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes a trained composer twice: {@link #step} is served, {@link #windows} is measured. All
 * tensors are floats.
 */
public final class ComposerModelWriter {
  static final String NOTES = "notes";
  static final String NOTE = "note";
  static final String PLACE = "place";
  static final String PROBABILITIES = "probabilities";
  static final String NEXT = "next_";
  private static final String PRODUCER = "wavecast-trainer";

  private ComposerModelWriter() {}

  /**
   * The model of one step: {@code note} [batch, 1], {@code place} [batch, 1] and the states give
   * {@code probabilities} [batch, 47] and the states after it.
   *
   * @param weights trained weights by name
   * @param shifts transpositions whose probabilities are averaged
   * @param metadata lines of {@code metadata_props}
   */
  public static byte[] step(
      ComposerNet net,
      Map<String, float[]> weights,
      int[] shifts,
      String version,
      Map<String, String> metadata) {
    OnnxGraphBuilder graph = new OnnxGraphBuilder(true);
    graph.input(NOTE, 1);
    graph.input(PLACE, 1);
    List<State> states = net.states(shifts.length);
    List<String> names = new ArrayList<>();
    for (State state : states) {
      graph.input(state.name(), state.size());
      names.add(state.name());
    }
    Weights all = new Weights(weights, ComposerNet.PREFIX);
    Step step = net.step(graph, all, NOTE, PLACE, names, shifts);
    graph.output(step.probabilities(), PROBABILITIES, Notes.CLASSES);
    for (int i = 0; i < names.size(); i++) {
      graph.output(step.state().get(i), NEXT + names.get(i), states.get(i).size());
    }
    return graph.bytes(PRODUCER, version, metadata);
  }

  /**
   * The model of complete windows: {@code notes} [batch, 132] and {@code place} [batch, 1] of the
   * first chord give {@code probabilities} [batch, 131, 47] of the second note, the third, ...
   */
  public static byte[] windows(
      ComposerNet net,
      Map<String, float[]> weights,
      int[] shifts,
      String version,
      Map<String, String> metadata) {
    OnnxGraphBuilder graph = new OnnxGraphBuilder(true);
    graph.input(NOTES, NoteWindows.NOTES);
    graph.input(PLACE, 1);
    Weights all = new Weights(weights, ComposerNet.PREFIX);
    String p = net.windows(graph, all, NOTES, PLACE, shifts);
    graph.output(p, PROBABILITIES, NoteWindows.NOTES - 1, Notes.CLASSES);
    return graph.bytes(PRODUCER, version, metadata);
  }
}
