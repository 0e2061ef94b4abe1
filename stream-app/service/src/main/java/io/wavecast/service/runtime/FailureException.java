package io.wavecast.service.runtime;

/** Something that the user can understand and mend went wrong: one line, exit code 1. */
public final class FailureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FailureException(String message) {
    super(message);
  }

  public FailureException(String message, Throwable cause) {
    super(message, cause);
  }
}
