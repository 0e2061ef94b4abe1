package io.wavecast.service.sketch;

import io.wavecast.core.text.UserFacing;

/** A file of drawings cannot be read; the message names the file and, if known, the line. */
public final class DrawingException extends RuntimeException implements UserFacing {
  private static final long serialVersionUID = 1L;

  public DrawingException(String message, Throwable cause) {
    super(message, cause);
  }
}
