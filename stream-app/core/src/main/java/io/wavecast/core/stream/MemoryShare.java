package io.wavecast.core.stream;

/** Memory that the tasks of one pipeline in a process share in equal parts. Thread-safe. */
public final class MemoryShare {
  private final long bytes;
  private volatile int tasks; // read for each state, changed when a task starts or ends

  /**
   * @param bytes of all tasks together
   */
  public MemoryShare(long bytes) {
    this.bytes = bytes;
  }

  /** Counts a task in. */
  public synchronized void join() {
    tasks++;
  }

  /** Counts a task out. */
  public synchronized void leave() {
    tasks--;
  }

  /** Bytes of each task. */
  public long each() {
    return bytes / Math.max(1, tasks);
  }
}
