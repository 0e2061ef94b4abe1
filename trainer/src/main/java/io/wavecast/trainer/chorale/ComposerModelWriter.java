package io.wavecast.trainer.chorale;

import io.wavecast.chorales.pipeline.Composer;
import io.wavecast.chorales.pipeline.ComposerMetadata;
import io.wavecast.chorales.pipeline.ComposerMetadata.State;
import io.wavecast.config.Build;
import io.wavecast.onnx.run.Samples;
import io.wavecast.trainer.algebra.OnnxAlgebra;
import io.wavecast.trainer.algebra.Weights;
import io.wavecast.trainer.chorale.ComposerNet.Step;
import io.wavecast.trainer.export.OnnxGraphBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes a trained composer twice: {@link #step} is served, {@link #windows} is measured. All
 * tensors are floats.
 *
 * @param net the form of its members
 * @param members of each network whose probabilities are averaged, the trained weights by name
 * @param shifts transpositions whose probabilities are averaged
 */
record ComposerModelWriter(ComposerNet net, List<Map<String, float[]>> members, int[] shifts) {
  /** Input of the model of complete windows. */
  static final String NOTES = "notes";

  /**
   * The states of the step: all of the first member, and of each other one those that differ, whose
   * names end with its number.
   */
  List<State> states() {
    List<State> states = new ArrayList<>(net.states(shifts.length));
    for (int member = 1; member < members.size(); member++) {
      states.addAll(statesOf(member).subList(0, own()));
    }
    return states;
  }

  private List<State> statesOf(int member) {
    List<State> states = new ArrayList<>(net.states(shifts.length));
    for (int i = 0; member > 0 && i < own(); i++) {
      State state = states.get(i);
      states.set(i, new State("%s_%d".formatted(state.name(), member + 1), state.size()));
    }
    return states;
  }

  /** How many states differ from member to member. */
  private int own() {
    return net.states(shifts.length).size() - net.statesOfNotes();
  }

  /**
   * The model of one step: {@code note} [batch, 1], {@code place} [batch, 1] and the states give
   * {@code probabilities} [batch, 47] and the states after it.
   *
   * @param metadata lines of {@code metadata_props}
   */
  byte[] step(Map<String, String> metadata) {
    OnnxGraphBuilder graph = new OnnxGraphBuilder(true);
    graph.input(ComposerMetadata.NOTE, 1);
    graph.input(ComposerMetadata.PLACE, 1);
    List<State> states = states();
    states.forEach(state -> graph.input(state.name(), state.size()));
    List<String> probabilities = new ArrayList<>();
    List<String> next = new ArrayList<>();
    List<ComposerNet.Served> served = served(graph);
    for (int member = 0; member < served.size(); member++) {
      List<String> names = statesOf(member).stream().map(State::name).toList();
      Step step = served.get(member).step(ComposerMetadata.NOTE, ComposerMetadata.PLACE, names);
      probabilities.add(step.probabilities());
      next.addAll(member == 0 ? step.state() : step.state().subList(0, own()));
    }
    String mean = new OnnxAlgebra(graph).mean(probabilities);
    graph.output(mean, ComposerMetadata.PROBABILITIES, Composer.CLASSES);
    for (int i = 0; i < states.size(); i++) {
      State state = states.get(i);
      graph.output(next.get(i), Samples.NEXT + state.name(), state.size());
    }
    return bytes(graph, metadata);
  }

  /**
   * The model of complete windows: {@code notes} [batch, 132] and {@code place} [batch, 1] of the
   * first chord give {@code probabilities} [batch, 131, 47] of the second note, the third, ...
   *
   * @param metadata lines of {@code metadata_props}
   */
  byte[] windows(Map<String, String> metadata) {
    OnnxGraphBuilder graph = new OnnxGraphBuilder(true);
    graph.input(NOTES, NoteWindows.NOTES);
    graph.input(ComposerMetadata.PLACE, 1);
    List<String> probabilities =
        served(graph).stream()
            .map(member -> member.windows(NOTES, ComposerMetadata.PLACE))
            .toList();
    graph.output(
        new OnnxAlgebra(graph).mean(probabilities),
        ComposerMetadata.PROBABILITIES,
        NoteWindows.NOTES - 1,
        Composer.CLASSES);
    return bytes(graph, metadata);
  }

  private List<ComposerNet.Served> served(OnnxGraphBuilder graph) {
    return members.stream()
        .map(weights -> net.served(graph, new Weights(weights, ComposerNet.PREFIX), shifts))
        .toList();
  }

  private static byte[] bytes(OnnxGraphBuilder graph, Map<String, String> metadata) {
    return graph.bytes("wavecast-trainer", Build.current().version(), metadata);
  }
}
