package io.wavecast.chorales.pipeline;

import io.wavecast.chorales.event.ChoraleEnd;
import io.wavecast.chorales.event.ChoraleEvent;
import io.wavecast.chorales.event.ChoraleNote;
import io.wavecast.chorales.event.Chord;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Composes several pieces together. In one run the model consumes one note of each; where it has
 * consumed all notes of a piece, the next one is chosen and emitted. Keeps only buffers. Not
 * thread-safe.
 */
public final class ComposeStep {
  private final Composer composer;
  private final int[] notes;
  private final int[] barPositions;
  private final float[] states;
  private final float[] probabilities;

  public ComposeStep(Composer composer) {
    int n = composer.maxBatch();
    this.composer = composer;
    this.notes = new int[n];
    this.barPositions = new int[n];
    this.states = new float[n * composer.stateSize()];
    this.probabilities = new float[n * Composer.CLASSES];
  }

  /**
   * Consumes one note of each piece.
   *
   * @param pieces incomplete, at most {@link Composer#maxBatch}; changed
   * @param sink takes the events of each piece in order
   * @throws io.wavecast.core.model.ModelException when the model fails; no piece has changed then
   */
  public void step(List<Piece> pieces, BiConsumer<Piece, ChoraleEvent> sink) {
    int n = pieces.size();
    int size = composer.stateSize();
    for (int i = 0; i < n; i++) {
      Piece piece = pieces.get(i);
      piece.continueWith(composer);
      notes[i] = piece.next();
      barPositions[i] = piece.barPosition();
      System.arraycopy(piece.state, 0, states, i * size, size);
    }
    composer.step(n, notes, barPositions, states, probabilities);
    for (int i = 0; i < n; i++) {
      Piece piece = pieces.get(i);
      System.arraycopy(states, i * size, piece.state, 0, size);
      if (piece.advance()) {
        choose(piece, i * Composer.CLASSES, sink);
      }
    }
  }

  private void choose(Piece piece, int at, BiConsumer<Piece, ChoraleEvent> sink) {
    String id = piece.request.choraleId();
    int index = piece.length - piece.prompt();
    int type = Draw.choose(piece.request, probabilities, at, index);
    piece.add(type);
    int note = Composer.noteOf(type);
    float p = Math.min(1, probabilities[at + type]);
    sink.accept(piece, new ChoraleNote(id, index, index % Chord.VOICES, note, p));
    if (piece.isComplete()) {
      int prompt = piece.request.seedChords().size();
      sink.accept(piece, new ChoraleEnd(id, prompt, piece.chords(), piece.model));
    }
  }
}
