package io.wavecast.onnx.run;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;
import io.wavecast.onnx.support.DaemonThreads;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends a run that takes longer than its limit. ONNX Runtime looks at the request between two nodes
 * of the graph, also in the body of a loop. One thread of the process watches every run; a run
 * itself only writes two times. {@link #options} belongs to one thread, {@link #end} to any.
 */
final class RunWatch implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofMillis(100);
  private static final Set<RunWatch> ALL = ConcurrentHashMap.newKeySet();
  private static final ScheduledExecutorService WATCHER = DaemonThreads.scheduler("model-watch");

  static {
    long period = PERIOD.toMillis();
    var unused =
        WATCHER.scheduleWithFixedDelay(
            () -> ALL.forEach(RunWatch::look), period, period, TimeUnit.MILLISECONDS);
  }

  private final RunOptions options;
  private final long limitNanos;

  /** When the run in progress started, ns; 0 between runs. */
  private volatile long started;

  private volatile boolean ended;

  RunWatch(Duration limit) throws OrtException {
    this.options = new RunOptions();
    this.limitNanos = limit.toNanos();
    ALL.add(this);
  }

  /** The options of a run that starts now; {@link #stop} follows it. */
  RunOptions start() {
    started = System.nanoTime() | 1;
    return options;
  }

  /** Reports that the run is over. */
  void stop() {
    started = 0;
  }

  /** Whether a run was ended; no other run may follow. */
  boolean hasEnded() {
    return ended;
  }

  private void look() {
    long since = started;
    if (since != 0 && System.nanoTime() - since > limitNanos && since == started) {
      end();
    }
  }

  /** Ends the run in progress. */
  private synchronized void end() {
    if (ALL.contains(this)) {
      try {
        options.setTerminate(true);
        ended = true;
      } catch (OrtException e) {
        ended = false; // tried again in a moment
      }
    }
  }

  /** Returns native memory; not during a run. */
  @Override
  public synchronized void close() {
    if (ALL.remove(this)) {
      options.close();
    }
  }
}
