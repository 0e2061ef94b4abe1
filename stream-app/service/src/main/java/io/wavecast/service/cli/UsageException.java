package io.wavecast.service.cli;

/** A command that was called wrongly: one line for the user, exit code 2. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }
}
