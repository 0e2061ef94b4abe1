package io.wavecast.core.stream;

/** What happens to an input older than the latest one of its key. Both cases are counted. */
public enum LatePolicy {
  /** It is discarded. */
  DROP,
  /** It is dead-lettered. */
  DEAD_LETTER
}
