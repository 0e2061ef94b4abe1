package io.wavecast.service.delivery;

/** Somebody could not be told now; it must be tried again. */
final class DeliveryException extends Exception {
  private static final long serialVersionUID = 1;

  DeliveryException(String message) {
    super(message);
  }

  DeliveryException(String message, Throwable cause) {
    super(message, cause);
  }
}
