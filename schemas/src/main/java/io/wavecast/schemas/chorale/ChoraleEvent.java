package io.wavecast.schemas.chorale;

/** What comes of a {@link ChoraleRequest}, in order: its notes, then its end. */
public sealed interface ChoraleEvent permits ChoraleNote, ChoraleEnd {
  /** The request's. */
  String choraleId();
}
