package io.wavecast.service.topics;

import io.wavecast.core.text.UserFacing;

/** Topics could not be made or looked at. The message is one line that says why. */
public final class TopicException extends RuntimeException implements UserFacing {
  private static final long serialVersionUID = 1L;

  public TopicException(String message, Throwable cause) {
    super(message, cause);
  }
}
