package io.wavecast.core.text;

/** A failure that the user can understand and fix: exit code 1. */
public final class FailureException extends RuntimeException implements UserFacing {
  private static final long serialVersionUID = 1L;

  public FailureException(String message) {
    super(message);
  }

  public FailureException(String message, Throwable cause) {
    super(message, cause);
  }
}
