package io.wavecast.chorales.event;

import io.wavecast.schemas.ModelRef;
import java.util.List;

/**
 * The end of a chorale.
 *
 * @param choraleId the id of the request
 * @param seedChords the number of chords that were given
 * @param chords the complete chorale: the given chords, then the composed ones
 * @param model the model that composed it
 */
public record ChoraleEnd(String choraleId, int seedChords, List<Chord> chords, ModelRef model)
    implements ChoraleEvent {
  public ChoraleEnd {
    chords = List.copyOf(chords);
    if (seedChords < 0 || seedChords > chords.size()) {
      throw new IllegalArgumentException(
          "seedChords must be in 0.." + chords.size() + ", got: " + seedChords);
    }
  }
}
