package io.wavecast.service.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** A gauge that is the sum of several suppliers. Thread-safe. */
final class SummedGauge {
  private final List<DoubleSupplier> suppliers = new CopyOnWriteArrayList<>();
  private @Nullable Gauge meter;

  private SummedGauge() {}

  static SummedGauge register(MeterRegistry registry, String id, String help, Tags tags) {
    SummedGauge gauge = new SummedGauge();
    gauge.meter =
        Gauge.builder(id, gauge, SummedGauge::sum)
            .description(help)
            .tags(tags)
            .strongReference(true)
            .register(registry);
    return gauge;
  }

  void add(DoubleSupplier supplier) {
    suppliers.add(supplier);
  }

  /** Removes a supplier; returns whether others are left. */
  boolean remove(DoubleSupplier supplier) {
    suppliers.remove(supplier);
    return !suppliers.isEmpty();
  }

  Gauge meter() {
    if (meter == null) {
      throw new IllegalStateException("gauge is not registered");
    }
    return meter;
  }

  private double sum() {
    double sum = 0;
    for (DoubleSupplier supplier : suppliers) {
      sum += supplier.getAsDouble();
    }
    return sum;
  }
}
