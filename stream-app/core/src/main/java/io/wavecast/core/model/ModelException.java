package io.wavecast.core.model;

import org.jspecify.annotations.Nullable;

/** A model failed to run. The state is unchanged: the same inputs may be tried again. */
public class ModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ModelException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
