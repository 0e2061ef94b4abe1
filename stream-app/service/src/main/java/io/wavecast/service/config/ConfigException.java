package io.wavecast.service.config;

/** A setting that cannot be used; the message names the key, what is allowed, and what it got. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConfigException(String message) {
    super(message);
  }

  public ConfigException(String message, Throwable cause) {
    super(message, cause);
  }
}
