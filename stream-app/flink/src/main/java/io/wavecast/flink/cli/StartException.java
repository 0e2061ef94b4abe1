package io.wavecast.flink.cli;

import io.wavecast.core.text.UserFacing;

/** The reason why the job can't start; its message is one line for the user. */
final class StartException extends RuntimeException implements UserFacing {
  private static final long serialVersionUID = 1L;

  StartException(String message) {
    super(message);
  }

  StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
