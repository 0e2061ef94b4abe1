package io.wavecast.broker;

import io.wavecast.core.text.UserFacing;

/** The embedded broker could not start. The message names the reason and what to do. */
public final class BrokerException extends RuntimeException implements UserFacing {
  private static final long serialVersionUID = 1L;

  public BrokerException(String message) {
    super(message);
  }

  public BrokerException(String message, Throwable cause) {
    super(message, cause);
  }
}
