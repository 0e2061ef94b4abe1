package io.wavecast.core.stream;

import org.jspecify.annotations.Nullable;

/**
 * A state of {@link LoggedStates} in memory: as it was last written, and as it is now.
 *
 * @param <S> an immutable state
 */
final class LoggedState<S> {
  final String key;
  byte[] saved = {};
  int length;
  @Nullable S state;
  boolean changed;

  /** Memory that it is taken to need, bytes. */
  int charged;

  /** Differences in the log after the state was written in full, and the block of the first. */
  int differences;

  long first;

  /** Whether it is in memory still. */
  boolean held = true;

  LoggedState(String key) {
    this.key = key;
  }

  /** Remembers what was written; the bytes are copied into the same array if they fit. */
  void saved(byte[] bytes, int from) {
    length = bytes.length - from;
    if (saved.length < length || saved.length > 2 * length) {
      saved = new byte[length + length / 16];
    }
    System.arraycopy(bytes, from, saved, 0, length);
  }
}
