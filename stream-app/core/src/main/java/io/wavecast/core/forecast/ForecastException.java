package io.wavecast.core.forecast;

/** A model that could not be run. */
public final class ForecastException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ForecastException(String message, Throwable cause) {
    super(message, cause);
  }
}
