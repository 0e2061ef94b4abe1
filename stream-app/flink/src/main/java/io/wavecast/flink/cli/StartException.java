package io.wavecast.flink.cli;

/** Why the job can't start: its message is one line for the user and tells all. */
final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StartException(String message) {
    super(message);
  }

  public StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
