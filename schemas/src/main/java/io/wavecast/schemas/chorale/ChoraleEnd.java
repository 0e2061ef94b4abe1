package io.wavecast.schemas.chorale;

import io.wavecast.schemas.ModelRef;
import java.util.List;

/**
 * The end of a chorale.
 *
 * @param choraleId the request's
 * @param seedChords how many of the chords were given
 * @param chords the whole chorale: the given chords, then the composed ones
 * @param model what composed it
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
