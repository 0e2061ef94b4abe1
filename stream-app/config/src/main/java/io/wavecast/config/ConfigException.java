package io.wavecast.config;

import io.wavecast.core.text.UserFacing;

/** A setting that cannot be used. The message names the key, what is allowed, and what it got. */
public final class ConfigException extends RuntimeException implements UserFacing {
  private static final long serialVersionUID = 1L;

  public ConfigException(String message) {
    super(message);
  }

  public ConfigException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public int exitCode() {
    return 2;
  }
}
