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
 * Writes a trained composer's step. All tensors are floats.
 *
 * @param net the form of its members
 * @param members of each network whose probabilities are averaged, the trained weights by name
 */
record ComposerModelWriter(ComposerNet net, List<Map<String, float[]>> members) {
  /**
   * The states of the step: all of the first member, and of each other one those that differ, whose
   * names end with its number.
   */
  List<State> states() {
    List<State> states = new ArrayList<>(net.states());
    for (int member = 1; member < members.size(); member++) {
      states.addAll(statesOf(member).subList(0, own()));
    }
    return states;
  }

  private List<State> statesOf(int member) {
    List<State> states = new ArrayList<>(net.states());
    for (int i = 0; member > 0 && i < own(); i++) {
      State state = states.get(i);
      states.set(i, new State("%s_%d".formatted(state.name(), member + 1), state.size()));
    }
    return states;
  }

  /** How many states differ from member to member. */
  private int own() {
    return net.states().size() - net.statesOfNotes();
  }

  /**
   * The file: {@code note} [batch, 1], {@code place} [batch, 1] and the states give {@code
   * probabilities} [batch, 47] and the states after it.
   *
   * @param metadata lines of {@code metadata_props}
   */
  byte[] file(Map<String, String> metadata) {
    OnnxGraphBuilder graph = new OnnxGraphBuilder(true);
    graph.input(ComposerMetadata.NOTE, 1);
    graph.input(ComposerMetadata.PLACE, 1);
    List<State> states = states();
    states.forEach(state -> graph.input(state.name(), state.size()));
    List<String> probabilities = new ArrayList<>();
    List<String> next = new ArrayList<>();
    for (int member = 0; member < members.size(); member++) {
      Weights weights = new Weights(members.get(member), ComposerNet.PREFIX);
      List<String> names = statesOf(member).stream().map(State::name).toList();
      Step step = net.step(graph, weights, ComposerMetadata.NOTE, ComposerMetadata.PLACE, names);
      probabilities.add(step.probabilities());
      next.addAll(member == 0 ? step.state() : step.state().subList(0, own()));
    }
    String mean = new OnnxAlgebra(graph).mean(probabilities);
    graph.output(mean, ComposerMetadata.PROBABILITIES, Composer.CLASSES);
    for (int i = 0; i < states.size(); i++) {
      State state = states.get(i);
      graph.output(next.get(i), Samples.NEXT + state.name(), state.size());
    }
    return graph.bytes("wavecast-trainer", Build.current().version(), metadata);
  }
}
