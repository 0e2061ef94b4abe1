package io.wavecast.service.runtime;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The started parts of a process, closed in reverse order. When a part fails to start, closing this
 * closes those before it. Not thread-safe.
 */
final class Parts implements AutoCloseable {
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  /** Adds a part that was started. */
  <T extends AutoCloseable> T add(T part) {
    parts.push(part);
    return part;
  }

  /**
   * Closes every part, also after one could not be closed.
   *
   * @throws IllegalStateException with the first failure; the others are suppressed
   */
  @Override
  public void close() {
    IllegalStateException failure = null;
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        if (failure == null) {
          failure = new IllegalStateException("part cannot be closed: " + e.getMessage(), e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
