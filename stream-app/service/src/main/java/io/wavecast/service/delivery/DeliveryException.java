package io.wavecast.service.delivery;

/** A delivery failed and must be retried. */
final class DeliveryException extends Exception {
  private static final long serialVersionUID = 1;

  DeliveryException(String message) {
    super(message);
  }

  DeliveryException(String message, Throwable cause) {
    super(message, cause);
  }
}
