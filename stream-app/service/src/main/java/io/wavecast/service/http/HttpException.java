package io.wavecast.service.http;

import io.wavecast.core.text.UserFacing;

/** The HTTP server cannot start; the message is one line that says why and what to do. */
public final class HttpException extends RuntimeException implements UserFacing {
  private static final long serialVersionUID = 1L;

  public HttpException(String message, Throwable cause) {
    super(message, cause);
  }
}
