package io.wavecast.service.topics;

import io.wavecast.core.text.UserFacing;

/** Topics could not be created or checked. The message is one line with the reason. */
public final class TopicException extends RuntimeException implements UserFacing {
  private static final long serialVersionUID = 1L;

  public TopicException(String message, Throwable cause) {
    super(message, cause);
  }
}
