package io.wavecast.kafkastreams;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;

/** The part of the heap that states may take whose differences are written. */
final class StatesOfHeap {
  private static final long OTHERS = 200L << 20;

  private StatesOfHeap() {}

  /** That of this process, bytes. */
  static long ofThisProcess() {
    return of(Runtime.getRuntime().maxMemory(), oldGeneration());
  }

  /**
   * A quarter of the heap, or three quarters of what the old generation has beyond 200 MiB, if that
   * is more.
   *
   * @param heap its largest size, bytes
   * @param old the largest size of the old generation, bytes; that of the heap where it has no
   *     limit of its own, as with G1: then a quarter of the heap
   */
  static long of(long heap, long old) {
    long share = heap / 4;
    return old < heap ? Math.max(share, (old - OTHERS) / 4 * 3) : share;
  }

  private static long oldGeneration() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP && isOld(pool.getName()))
        .mapToLong((MemoryPoolMXBean pool) -> pool.getUsage().getMax())
        .filter(max -> max > 0)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  private static boolean isOld(String pool) {
    return pool.contains("Old") || pool.contains("Tenured");
  }
}
