package io.wavecast.trainer.chorale;

import io.wavecast.core.chorale.Composer;
import io.wavecast.core.chorale.ComposerMetadata;
import io.wavecast.core.chorale.ComposerMetadata.State;
import io.wavecast.trainer.chorale.ComposerNet.Step;
import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.layer.Weights;
import io.wavecast.trainer.run.TrainerVersion;
import java.util.List;
import java.util.Map;

/**
 * Writes a trained composer twice: {@link #step} is served, {@link #windows} is measured. All
 * tensors are floats.
 *
 * @param weights trained weights by name
 * @param shifts transpositions whose probabilities are averaged
 */
record ComposerModelWriter(ComposerNet net, Map<String, float[]> weights, int[] shifts) {
  /** Input of the model of complete windows. */
  static final String NOTES = "notes";

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
    List<State> states = net.states(shifts.length);
    states.forEach(state -> graph.input(state.name(), state.size()));
    List<String> names = states.stream().map(State::name).toList();
    Step step = served(graph).step(ComposerMetadata.NOTE, ComposerMetadata.PLACE, names);
    graph.output(step.probabilities(), ComposerMetadata.PROBABILITIES, Composer.CLASSES);
    for (int i = 0; i < names.size(); i++) {
      String next = ComposerMetadata.NEXT + names.get(i);
      graph.output(step.state().get(i), next, states.get(i).size());
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
    graph.output(
        served(graph).windows(NOTES, ComposerMetadata.PLACE),
        ComposerMetadata.PROBABILITIES,
        NoteWindows.NOTES - 1,
        Composer.CLASSES);
    return bytes(graph, metadata);
  }

  private ComposerNet.Served served(OnnxGraphBuilder graph) {
    return net.served(graph, new Weights(weights, ComposerNet.PREFIX), shifts);
  }

  private static byte[] bytes(OnnxGraphBuilder graph, Map<String, String> metadata) {
    return graph.bytes("wavecast-trainer", TrainerVersion.current(), metadata);
  }
}
