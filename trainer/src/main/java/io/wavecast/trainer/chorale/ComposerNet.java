package io.wavecast.trainer.chorale;

import io.wavecast.chorales.pipeline.Composer;
import io.wavecast.chorales.pipeline.ComposerMetadata.State;
import io.wavecast.trainer.algebra.Weights;
import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.net.Network;
import java.util.List;

/**
 * A network that predicts each note of a chorale from the notes before it. {@link Network#OUTPUT}
 * holds logits [batch, notes - 1, {@link #classes}] of the second note, the third, ...
 *
 * <p>What is trained ({@link #define}) and what is served for one note after the other ({@link
 * #step}) are defined side by side; tests compare them.
 */
public sealed interface ComposerNet extends Network<NoteWindows>
    permits ChordNet, NotebookChoraleNet {
  /** The names of weights begin with this and a dot. */
  String PREFIX = "net";

  /** Semitones by which notes may be transposed up or down before the network sees them. */
  int margin();

  /** Classes of the network: silence, then the notes, with {@link #margin} more at either end. */
  default int classes() {
    return Composer.CLASSES + 2 * margin();
  }

  /** The network's class for a note's class, transposed. */
  default int networkClass(int note, int shift) {
    return note == 0 ? 0 : note + margin() + shift;
  }

  @Override
  default int chunk() {
    return 64;
  }

  /**
   * The states that the step takes and returns, zeros at the beginning of a piece. The output is
   * called {@code next_} and the input's name.
   */
  List<State> states();

  /** How many of the states, the last ones, follow from the notes alone, whatever the weights. */
  default int statesOfNotes() {
    return 0;
  }

  /**
   * Adds one step of the network to a graph to be served.
   *
   * @param note name of a tensor [batch, 1], the class of the last note
   * @param place name of a tensor [batch, 1], the place of that note: 4 times the place in the bar
   *     of its chord, plus its voice
   * @param state names of the states
   */
  Step step(OnnxGraphBuilder graph, Weights weights, String note, String place, List<String> state);

  /**
   * The result of a step.
   *
   * @param probabilities name of a tensor [batch, 47]: of the next note
   * @param state names of the states after it, in the same order
   */
  record Step(String probabilities, List<String> state) {}
}
