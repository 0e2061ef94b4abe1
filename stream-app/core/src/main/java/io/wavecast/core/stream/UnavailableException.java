package io.wavecast.core.stream;

import io.wavecast.core.text.UserFacing;

/**
 * A service that an input or an output needs does not answer, such as a schema registry. The record
 * is not at fault, so it is never dead-lettered: the engine restarts the task from what is
 * committed, again and again until the service answers. Nothing is lost.
 */
public final class UnavailableException extends RuntimeException implements UserFacing {
  private static final long serialVersionUID = 1L;

  /**
   * @param message which service, and why it gives no answer, in one line
   */
  public UnavailableException(String message) {
    super(message);
  }

  /** Whether an exception, or one of its causes, is of this kind. */
  public static boolean isCauseOf(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnavailableException) {
        return true;
      }
    }
    return false;
  }
}
