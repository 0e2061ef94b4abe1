package io.wavecast.kafka.topics;

import io.wavecast.core.text.UserFacing;

/**
 * The cluster did not answer, or its address is not known yet. Trying again may help: exit code 1
 * where nobody does.
 */
public final class NoAnswerException extends RuntimeException implements UserFacing {
  private static final long serialVersionUID = 1L;

  NoAnswerException(String message, Throwable cause) {
    super(message, cause);
  }
}
