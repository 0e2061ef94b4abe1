package io.wavecast.service.delivery;

/** A value that may be replaced while it is used, such as a secret in a file. */
@FunctionalInterface
interface Rotating<T> {
  /**
   * The value now.
   *
   * @throws DeliveryException if there is none at the moment
   */
  T now() throws DeliveryException;
}
