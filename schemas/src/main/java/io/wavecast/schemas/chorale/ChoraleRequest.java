package io.wavecast.schemas.chorale;

import io.wavecast.schemas.Unicode;
import java.util.List;

/**
 * A chorale to be composed.
 *
 * @param choraleId names it, 1..{@value #MAX_ID} characters, not blank; the key of its events
 * @param seedChords how it begins, 1..{@value #MAX_SEED_CHORDS} chords; the first one begins a bar
 * @param length chords to compose after those, 1..{@value #MAX_LENGTH}, four a beat
 * @param mode how a note is chosen
 * @param temperature how daring {@link Mode#SAMPLE} is, {@value #MIN_TEMPERATURE} to {@value
 *     #MAX_TEMPERATURE}; 1 draws as the model says. Within these limits too where nothing is drawn
 * @param seed decides the draws: the same request gives the same chorale
 */
public record ChoraleRequest(
    String choraleId,
    List<Chord> seedChords,
    int length,
    Mode mode,
    double temperature,
    long seed) {
  public static final int MAX_ID = 200;
  public static final int MAX_SEED_CHORDS = 256;
  public static final int MAX_LENGTH = 1024;
  public static final double MIN_TEMPERATURE = 0.05;
  public static final double MAX_TEMPERATURE = 10;

  /** How a note is chosen. */
  public enum Mode {
    /** Drawn by its probability. */
    SAMPLE,
    /** Always the likeliest. */
    GREEDY
  }

  /**
   * @throws IllegalArgumentException that says which field, its limits and what it got
   */
  public ChoraleRequest {
    within("characters of choraleId", choraleId.length(), 1, MAX_ID);
    if (choraleId.isBlank() || !Unicode.isText(choraleId)) {
      throw new IllegalArgumentException(
          "choraleId must be Unicode text, got "
              + (choraleId.isBlank() ? "blanks alone" : "half a surrogate pair"));
    }
    seedChords = List.copyOf(seedChords);
    within("number of seedChords", seedChords.size(), 1, MAX_SEED_CHORDS);
    within("length", length, 1, MAX_LENGTH);
    if (!(temperature >= MIN_TEMPERATURE && temperature <= MAX_TEMPERATURE)) {
      throw new IllegalArgumentException(
          "temperature must be in "
              + MIN_TEMPERATURE
              + ".."
              + MAX_TEMPERATURE
              + ", got: "
              + temperature
              + (mode == Mode.GREEDY ? "" : "; mode greedy takes the likeliest note"));
    }
  }

  private static void within(String what, long got, int least, int most) {
    if (got < least || got > most) {
      throw new IllegalArgumentException(
          what + " must be in " + least + ".." + most + ", got: " + got);
    }
  }
}
