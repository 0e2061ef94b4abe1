package io.wavecast.service.delivery;

import io.wavecast.schemas.forecast.Alert;
import java.util.Collection;
import java.util.List;

/** Somebody who is told of alerts. Called by one thread. */
interface AlertSink {
  /** A short name for metrics and logs, e.g. {@code webhook}. */
  String name();

  /** How many changes it is told of together, at least 1. */
  int mostAtOnce();

  /**
   * Tells of changes. After an exception all of them come again, so telling one twice must do no
   * harm.
   *
   * @param changes those that begin, alter or end an alert, in the order of their topic; at most
   *     {@link #mostAtOnce}
   * @return how many of them were refused for good
   * @throws DeliveryException when it must be tried again
   */
  int deliver(List<Alert> changes) throws DeliveryException;

  /** Whether it forgets alerts that it is not told again, so that it wants {@link #refresh}. */
  boolean forgets();

  /**
   * Tells again of what still fires.
   *
   * @param firing the newest change of each series that fires
   * @throws DeliveryException when it could not be told; the next time comes anyway
   */
  void refresh(Collection<Alert> firing) throws DeliveryException;
}
