package io.wavecast.service.delivery;

import java.util.Collection;
import java.util.List;

/** A receiver of notices. Called by one thread. */
interface AlertSink {
  /** A short name for metrics and logs, e.g. {@code webhook}. */
  String name();

  /** Largest number of changes per delivery; one, so that a failure re-sends no accepted change. */
  default int maxBatch() {
    return 1;
  }

  /**
   * Delivers changes. After an exception all of them are delivered again, so receiving one twice
   * must be harmless.
   *
   * @param changes those that start, change or end an alert, in the order of their topic; at most
   *     {@link #maxBatch}
   * @return how many of them the receiver rejected for good
   * @throws DeliveryException if the delivery must be retried
   */
  int deliver(List<Notice> changes) throws DeliveryException;

  /** Whether the receiver forgets alerts that are not re-sent by {@link #refresh}. */
  default boolean needsRefresh() {
    return false;
  }

  /**
   * Re-sends firing alerts.
   *
   * @param firing the newest notice of each subject that fires
   * @throws DeliveryException if it failed; the next refresh follows anyway
   */
  default void refresh(Collection<Notice> firing) throws DeliveryException {}
}
