package io.wavecast.trainer.chorale;

import io.wavecast.trainer.export.OnnxGraphBuilder;
import io.wavecast.trainer.layer.Weights;
import io.wavecast.trainer.net.Network;
import java.util.List;

/**
 * A network that predicts each note of a chorale from the notes before it. {@link Network#OUTPUT}
 * holds logits [batch, notes - 1, {@link #classes}] of the second note, the third, ...
 *
 * <p>What is trained ({@link #define}), what is served for complete windows ({@link #windows}) and
 * what is served for one step ({@link #step}) are defined side by side; tests compare them.
 */
public sealed interface ComposerNet extends Network<NoteWindows>
    permits ChordNet, NotebookChoraleNet {
  /** The names of weights begin with this and a dot. */
  String PREFIX = "net";

  /** Semitones by which notes may be transposed up or down before the network sees them. */
  int margin();

  /** Classes of the network: silence, then the notes, with {@link #margin} more at either end. */
  default int classes() {
    return Notes.CLASSES + 2 * margin();
  }

  /** The class of the network for a note's class, transposed. */
  default int seen(int note, int shift) {
    return note == 0 ? 0 : note + margin() + shift;
  }

  @Override
  default int chunk() {
    return 64;
  }

  /**
   * A state that the step takes and returns.
   *
   * @param name of the input; the output is called {@code next_} and the same
   * @param size floats of one piece; zeros at its beginning
   */
  record State(String name, int size) {}

  /** The state of the step that averages over this number of transpositions. */
  List<State> states(int transpositions);

  /**
   * Writes the graph for complete windows.
   *
   * @param notes name of a tensor [batch, notes] of classes
   * @param place name of a tensor [batch, 1], place in the bar of the first chord
   * @param shifts transpositions whose probabilities are averaged
   * @return name of the probabilities [batch, notes - 1, 47] of the second note, the third, ...
   */
  String windows(OnnxGraphBuilder graph, Weights weights, String notes, String place, int[] shifts);

  /**
   * Writes the graph for one step.
   *
   * @param note name of a tensor [batch, 1], the class of the last note
   * @param place name of a tensor [batch, 1], the place of that note: 4 times the place in the bar
   *     of its chord, plus its voice
   * @param state names of the states
   * @param shifts as in {@link #windows}
   */
  Step step(
      OnnxGraphBuilder graph,
      Weights weights,
      String note,
      String place,
      List<String> state,
      int[] shifts);

  /**
   * The result of a step.
   *
   * @param probabilities name of a tensor [batch, 47]: of the next note
   * @param state names of the states after it, in the same order
   */
  record Step(String probabilities, List<String> state) {}
}
