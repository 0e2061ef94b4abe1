package io.wavecast.core.model;

import org.jspecify.annotations.Nullable;

/**
 * A run of a model took too long and was ended. The model is disabled: every later run of it fails
 * at once.
 */
public final class ModelTimeoutException extends ModelException {
  private static final long serialVersionUID = 1L;

  private final boolean first;

  /**
   * @param first whether this run was ended; false if the model had been disabled before
   */
  public ModelTimeoutException(String message, boolean first, @Nullable Throwable cause) {
    super(message, cause);
    this.first = first;
  }

  /** Whether this run was ended; false if the model had been disabled before. */
  public boolean isFirst() {
    return first;
  }
}
