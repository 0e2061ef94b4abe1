package io.wavecast.service.http;

/** The HTTP server cannot start; the message is one line that says why and what to do. */
public final class HttpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public HttpException(String message, Throwable cause) {
    super(message, cause);
  }
}
