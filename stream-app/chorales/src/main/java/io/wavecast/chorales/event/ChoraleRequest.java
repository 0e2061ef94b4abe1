package io.wavecast.chorales.event;

import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.RecordKey;
import java.util.List;

/**
 * A request to compose a chorale.
 *
 * @param choraleId the key of its events, 1..{@value #MAX_ID} characters, not blank
 * @param seedChords the given start, 1..{@value #MAX_SEED_CHORDS} chords; the first starts a bar
 * @param length number of chords to compose after those, 1..{@value #MAX_LENGTH}, four per beat
 * @param mode how a note is chosen
 * @param temperature flattens the probabilities of {@link Mode#SAMPLE} above 1 and sharpens them
 *     below, in {@value #MIN_TEMPERATURE}..{@value #MAX_TEMPERATURE}; checked in every mode
 * @param seed seed of the random draws: the same request gives the same chorale
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
    /** Drawn at random by its probability. */
    SAMPLE,
    /** Always the most likely note. */
    GREEDY
  }

  /**
   * @throws BadRecordException when choraleId is not a valid key
   * @throws IllegalArgumentException when another field is outside its limits
   */
  public ChoraleRequest {
    RecordKey.check("choraleId", choraleId, MAX_ID);
    if (choraleId.isBlank()) {
      throw new BadRecordException(Reason.BAD_KEY, "choraleId must not be blank");
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
              + (mode == Mode.GREEDY ? "" : "; mode greedy takes the most likely note"));
    }
  }

  private static void within(String what, long got, int least, int most) {
    if (got < least || got > most) {
      throw new IllegalArgumentException(
          what + " must be in " + least + ".." + most + ", got: " + got);
    }
  }
}
