package io.wavecast.schemas.calendar;

/**
 * The calendar entries that applied to an observation.
 *
 * @param mutedBy name of the entry that muted alerts; empty if none did
 * @param notLearnedBy name of the entry for which nothing was learned from it; empty if it was
 *     learned
 */
public record AppliedEntries(String mutedBy, String notLearnedBy) {
  /** No entry applied. */
  public static final AppliedEntries NONE = new AppliedEntries("", "");

  /** Whether alerts were muted. */
  public boolean isMuted() {
    return !mutedBy.isEmpty();
  }

  /** Whether the observation was learned. */
  public boolean isLearned() {
    return notLearnedBy.isEmpty();
  }
}
