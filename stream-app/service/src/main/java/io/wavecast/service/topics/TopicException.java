package io.wavecast.service.topics;

/** Topics could not be made or looked at. The message is one line that says why. */
public final class TopicException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TopicException(String message, Throwable cause) {
    super(message, cause);
  }
}
