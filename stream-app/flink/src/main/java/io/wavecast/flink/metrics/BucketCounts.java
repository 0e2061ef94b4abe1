package io.wavecast.flink.metrics;

import io.wavecast.core.metrics.Metric;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.DoubleAdder;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** A histogram as one gauge per bucket; counts are cumulated on reading. Thread-safe. */
final class BucketCounts {
  private final double[] bounds;
  private final AtomicLongArray counts;
  private final DoubleAdder sum = new DoubleAdder();

  private BucketCounts(double[] bounds) {
    this.bounds = bounds;
    this.counts = new AtomicLongArray(bounds.length + 1);
  }

  /**
   * Registers {@code NAME_bucket} with label {@code le}, {@code NAME_sum} and {@code NAME_count}.
   */
  static BucketCounts register(Metric metric, MetricGroup group) {
    String name = metric.prometheusName();
    BucketCounts buckets = new BucketCounts(metric.bounds());
    for (int i = 0; i <= buckets.bounds.length; i++) {
      int last = i;
      String bound = i < buckets.bounds.length ? Double.toString(buckets.bounds[i]) : "+Inf";
      Gauge<Long> below = () -> buckets.upTo(last);
      group.addGroup("le", bound).gauge(name + "_bucket", below);
    }
    Gauge<Long> count = () -> buckets.upTo(buckets.bounds.length);
    group.gauge(name + "_count", count);
    Gauge<Double> sum = buckets.sum::sum;
    group.gauge(name + "_sum", sum);
    return buckets;
  }

  void add(double value) {
    int at = Arrays.binarySearch(bounds, value);
    counts.incrementAndGet(at >= 0 ? at : -at - 1);
    sum.add(value);
  }

  private long upTo(int last) {
    long n = 0;
    for (int i = 0; i <= last; i++) {
      n += counts.get(i);
    }
    return n;
  }
}
