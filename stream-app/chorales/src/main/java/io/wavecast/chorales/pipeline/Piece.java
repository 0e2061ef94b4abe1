package io.wavecast.chorales.pipeline;

import io.wavecast.chorales.event.ChoraleRequest;
import io.wavecast.chorales.event.Chord;
import io.wavecast.schemas.ModelRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A chorale that is being composed: its notes, how many of them the model has consumed, and the
 * model's state after those. Mutable and not thread-safe.
 */
final class Piece {
  final ChoraleRequest request;

  /** Time of the request's record, ms since the epoch. */
  final long eventTime;

  /** Increases in the order of arrival. */
  final long order;

  /** Has room for all notes once the model runs; likewise there is a state from then on. */
  byte[] notes;

  /** Notes so far, the prompt included. */
  int length;

  /** Notes that the model has consumed. */
  int consumed;

  ModelRef model;
  float[] state;

  /** A piece that consists of its prompt. */
  Piece(ChoraleRequest request, long eventTime, long order, Composer composer) {
    this.request = request;
    this.eventTime = eventTime;
    this.order = order;
    notes = new byte[request.seedChords().size() * Chord.VOICES];
    for (int i = 0; i < notes.length; i++) {
      int note = request.seedChords().get(i / Chord.VOICES).note(i % Chord.VOICES);
      notes[i] = (byte) Composer.classOf(note);
    }
    length = notes.length;
    model = composer.model();
    state = new float[0];
  }

  /**
   * Prepares the piece to continue with a composer. Where another model, or one of another state
   * size, has consumed it so far, this one consumes it from the beginning: no note changes, none is
   * emitted again.
   */
  void continueWith(Composer composer) {
    if (notes.length < size()) {
      notes = Arrays.copyOf(notes, size());
    }
    if (!model.equals(composer.model()) || state.length != composer.stateSize()) {
      model = composer.model();
      state = new float[composer.stateSize()];
      consumed = 0;
    }
  }

  /** Notes of the prompt. */
  int prompt() {
    return request.seedChords().size() * Chord.VOICES;
  }

  /** Notes of the complete piece. */
  private int size() {
    return prompt() + request.length() * Chord.VOICES;
  }

  boolean isComplete() {
    return length == size();
  }

  /** The class of the next note to consume. */
  int next() {
    return notes[consumed];
  }

  int barPosition() {
    return consumed % Composer.BAR_POSITIONS;
  }

  /** Counts a note as consumed; true when the model's prediction is the next note to compose. */
  boolean advance() {
    consumed++;
    return consumed == length;
  }

  void add(int type) {
    notes[length++] = (byte) type;
  }

  /** All chords, once the piece is complete. */
  List<Chord> chords() {
    List<Chord> chords = new ArrayList<>();
    for (int i = 0; i < notes.length; i += Chord.VOICES) {
      chords.add(
          new Chord(
              Composer.noteOf(notes[i]),
              Composer.noteOf(notes[i + 1]),
              Composer.noteOf(notes[i + 2]),
              Composer.noteOf(notes[i + 3])));
    }
    return chords;
  }
}
