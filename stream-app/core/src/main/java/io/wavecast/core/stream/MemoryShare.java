package io.wavecast.core.stream;

/** Memory that the tasks of a process share in equal parts. Thread-safe. */
public final class MemoryShare {
  private final long bytes;
  private int tasks;

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
  public synchronized long each() {
    return bytes / Math.max(1, tasks);
  }
}
