package io.wavecast.core.stream;

/**
 * How an input is handled that is older than the latest one of its key. Either way it is counted.
 */
public enum LatePolicy {
  /** It is discarded. */
  DROP,
  /** It is dead-lettered. */
  DEAD_LETTER
}
