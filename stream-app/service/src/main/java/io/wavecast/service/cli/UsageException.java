package io.wavecast.service.cli;

import io.wavecast.core.text.UserFacing;

/** Wrong usage of a command: exit code 2. */
public final class UsageException extends RuntimeException implements UserFacing {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }

  @Override
  public int exitCode() {
    return 2;
  }
}
