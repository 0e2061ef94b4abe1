package io.wavecast.service.delivery;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What is delivered to one sink, and how.
 *
 * @param topic of alerts or incidents
 * @param reader makes a notice of a record's value, or throws a BadRecordException
 * @param sink the receiver
 * @param metrics counts deliveries
 * @param resend interval of {@link AlertSink#refresh}
 * @param updates least time between two deliveries of a subject that only grows; zero: none
 * @param nanoClock time, ns
 */
record Delivery(
    String topic,
    Function<byte[], Notice> reader,
    AlertSink sink,
    Metrics metrics,
    Duration resend,
    Duration updates,
    LongSupplier nanoClock) {
  /** Counts changes by outcome: ok, refused or failed. */
  void count(long changes, String outcome) {
    metrics.count(Metric.ALERTS_DELIVERED, changes, sink.name(), outcome);
  }
}
