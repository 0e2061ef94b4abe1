package io.wavecast.core.chorale;

import io.wavecast.core.model.ModelException;
import io.wavecast.schemas.chorale.ChoraleEnd;
import io.wavecast.schemas.chorale.ChoraleEvent;
import io.wavecast.schemas.chorale.ChoraleNote;
import io.wavecast.schemas.chorale.Chord;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Composes pieces together: in one run of the model each hears one note; where it has heard all
 * that are known, the next one is chosen and told. Keeps nothing but its buffers. Of one thread.
 */
public final class ComposeStep {
  private final Composer composer;
  private final int[] notes;
  private final int[] places;
  private final float[] states;
  private final float[] probabilities;

  public ComposeStep(Composer composer) {
    int n = composer.maxBatch();
    this.composer = composer;
    this.notes = new int[n];
    this.places = new int[n];
    this.states = new float[n * composer.stateSize()];
    this.probabilities = new float[n * Composer.CLASSES];
  }

  /**
   * One note heard by each piece.
   *
   * @param pieces not whole, at most {@link Composer#maxBatch}; changed
   * @param sink takes the events of each piece in order
   * @throws ModelException when the model fails; no piece has changed then
   */
  public void step(List<Piece> pieces, BiConsumer<Piece, ChoraleEvent> sink) {
    int n = pieces.size();
    int size = composer.stateSize();
    for (int i = 0; i < n; i++) {
      Piece piece = pieces.get(i);
      piece.goOnWith(composer);
      notes[i] = piece.next();
      places[i] = piece.place();
      System.arraycopy(piece.state(), 0, states, i * size, size);
    }
    composer.hear(n, notes, places, states, probabilities);
    for (int i = 0; i < n; i++) {
      Piece piece = pieces.get(i);
      System.arraycopy(states, i * size, piece.state(), 0, size);
      if (piece.hear()) {
        choose(piece, i * Composer.CLASSES, sink);
      }
    }
  }

  private void choose(Piece piece, int at, BiConsumer<Piece, ChoraleEvent> sink) {
    String id = piece.request().choraleId();
    int index = piece.known() - piece.given();
    int type = Draw.choose(piece.request(), probabilities, at, index);
    piece.add(type);
    int note = Composer.noteOf(type);
    float p = Math.min(1, probabilities[at + type]);
    sink.accept(piece, new ChoraleNote(id, index, index % Chord.VOICES, note, p));
    if (piece.isWhole()) {
      int given = piece.request().seedChords().size();
      sink.accept(piece, new ChoraleEnd(id, given, piece.chords(), piece.model()));
    }
  }
}
