package io.wavecast.chorales.event;

/** An output for a {@link ChoraleRequest}; its notes come in order, then its end. */
public sealed interface ChoraleEvent permits ChoraleNote, ChoraleEnd {
  /** The id of the request. */
  String choraleId();
}
