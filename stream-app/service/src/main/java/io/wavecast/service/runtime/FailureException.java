package io.wavecast.service.runtime;

import io.wavecast.core.text.UserFacing;

/** Something that the user can understand and fix went wrong. */
public final class FailureException extends RuntimeException implements UserFacing {
  private static final long serialVersionUID = 1L;

  public FailureException(String message) {
    super(message);
  }

  public FailureException(String message, Throwable cause) {
    super(message, cause);
  }
}
