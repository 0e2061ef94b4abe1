package io.wavecast.core.chorale;

import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.chorale.ChoraleRequest;
import io.wavecast.schemas.chorale.Chord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A chorale that is being composed: the notes so far, how many of them the model has heard, and
 * what it remembers. Mutable, of one thread.
 */
public final class Piece {
  private final ChoraleRequest request;
  private final long eventTime;
  private final long order;
  private int known;
  private int heard;
  private ModelRef model;

  /** Has room for all notes, and there is a state, once the model hears the piece. */
  private byte[] notes;

  private float[] state;

  Piece(
      ChoraleRequest request,
      long eventTime,
      long order,
      byte[] notes,
      int known,
      int heard,
      ModelRef model,
      float[] state) {
    this.request = request;
    this.eventTime = eventTime;
    this.order = order;
    this.notes = notes;
    this.known = known;
    this.heard = heard;
    this.model = model;
    this.state = state;
  }

  /** The beginning of a piece. */
  static Piece begin(ChoraleRequest request, long eventTime, long order, Composer composer) {
    byte[] notes = new byte[request.seedChords().size() * Chord.VOICES];
    for (int i = 0; i < notes.length; i++) {
      int note = request.seedChords().get(i / Chord.VOICES).note(i % Chord.VOICES);
      notes[i] = (byte) Composer.classOf(note);
    }
    return new Piece(
        request, eventTime, order, notes, notes.length, 0, composer.model(), new float[0]);
  }

  /**
   * Lets the piece begin, or go on, with this composer. One that another model, or one of another
   * shape, has heard is heard anew from its beginning: no note changes, none is told again.
   */
  void goOnWith(Composer composer) {
    if (notes.length < size()) {
      notes = Arrays.copyOf(notes, size());
    }
    if (!model.equals(composer.model()) || state.length != composer.stateSize()) {
      model = composer.model();
      state = new float[composer.stateSize()];
      heard = 0;
    }
  }

  ChoraleRequest request() {
    return request;
  }

  /** Time of the request's record, ms since the epoch. */
  long eventTime() {
    return eventTime;
  }

  /** Grows with arrival. */
  long order() {
    return order;
  }

  byte[] notes() {
    return notes;
  }

  int known() {
    return known;
  }

  int heard() {
    return heard;
  }

  ModelRef model() {
    return model;
  }

  float[] state() {
    return state;
  }

  int given() {
    return request.seedChords().size() * Chord.VOICES;
  }

  /** Notes of the whole piece. */
  private int size() {
    return given() + request.length() * Chord.VOICES;
  }

  boolean isWhole() {
    return known == size();
  }

  /** The class of the next note to be heard. */
  int next() {
    return notes[heard];
  }

  int place() {
    return heard % Composer.PLACES;
  }

  /** The model has heard a note; true when what it says now is asked for. */
  boolean hear() {
    heard++;
    return heard == known;
  }

  void add(int type) {
    notes[known++] = (byte) type;
  }

  /** All chords, once the piece is whole. */
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
