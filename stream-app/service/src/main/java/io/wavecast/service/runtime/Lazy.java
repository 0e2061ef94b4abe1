package io.wavecast.service.runtime;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A resource that is opened when it is first needed: a client that asks now and then need not be
 * part of a start. Thread-safe.
 */
final class Lazy<T> {
  private final Supplier<T> open;
  private @Nullable T value;
  private boolean closed;

  Lazy(Supplier<T> open) {
    this.open = open;
  }

  /**
   * The resource; it is opened again after opening it has failed.
   *
   * @throws IllegalStateException when it was closed
   */
  synchronized T get() {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    T known = value;
    if (known == null) {
      known = open.get();
      value = known;
    }
    return known;
  }

  /** Closes it, if it was opened, and opens it no more. */
  synchronized void close(Consumer<T> close) {
    closed = true;
    T known = value;
    if (known != null) {
      close.accept(known);
    }
  }
}
