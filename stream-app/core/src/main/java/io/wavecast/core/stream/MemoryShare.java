package io.wavecast.core.stream;

import java.util.concurrent.atomic.AtomicInteger;

/** Memory that the tasks of a process share in equal parts. Thread-safe. */
public final class MemoryShare {
  private final long bytes;
  private final AtomicInteger tasks = new AtomicInteger();

  /**
   * @param bytes of all tasks together
   */
  public MemoryShare(long bytes) {
    this.bytes = bytes;
  }

  /** Counts a task in. */
  public void join() {
    tasks.incrementAndGet();
  }

  /** Counts a task out. */
  public void leave() {
    tasks.decrementAndGet();
  }

  /** Bytes of each task. */
  public long each() {
    return bytes / Math.max(1, tasks.get());
  }
}
