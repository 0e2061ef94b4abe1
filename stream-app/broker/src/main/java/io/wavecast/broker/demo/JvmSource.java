package io.wavecast.broker.demo;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Metrics of this process: heap in MiB, ms of garbage collection per second, threads. */
final class JvmSource implements LiveSource {
  private static final double MB = 1 << 20;

  private final LongSupplier nanoClock;
  private final Rate gc = new Rate();

  JvmSource(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  @Override
  public Map<String, Double> sample(long timestamp) {
    Map<String, Double> values = new LinkedHashMap<>();
    long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    values.put("jvm.heap", used / MB);
    double collecting = 0;
    for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
      collecting += Math.max(0, bean.getCollectionTime());
    }
    gc.next(collecting, nanoClock.getAsLong()).ifPresent(rate -> values.put("jvm.gc", rate));
    values.put("jvm.threads", (double) ManagementFactory.getThreadMXBean().getThreadCount());
    return values;
  }
}
