package io.wavecast.core.text;

/**
 * A setting or an option that cannot be used: exit code 2. The message names it, what is allowed,
 * and what it got.
 */
public final class UsageException extends RuntimeException implements UserFacing {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }

  public UsageException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public int exitCode() {
    return 2;
  }
}
