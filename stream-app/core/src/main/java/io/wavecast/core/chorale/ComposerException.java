package io.wavecast.core.chorale;

/** A composer failed to run. */
public final class ComposerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ComposerException(String message, Throwable cause) {
    super(message, cause);
  }
}
