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
 * itself only writes two times. The watcher counts its own looks instead of the time, so that a
 * pause of the whole process or machine does not count. {@link #options} belongs to one thread.
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
  private final long limitLooks;

  /** When the run in progress started, ns; 0 between runs. */
  private volatile long started;

  private volatile boolean ended;

  /** The run that the watcher saw last, by its start, and how often it saw it. */
  private long seen;

  private long looks;

  RunWatch(Duration limit) throws OrtException {
    this.options = new RunOptions();
    this.limitLooks = limit.toMillis() / PERIOD.toMillis();
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

  /** Ends the run in progress if more looks have seen it than its limit has periods. */
  synchronized void look() {
    long since = started;
    looks = since == seen ? looks + 1 : 1;
    seen = since;
    if (since != 0 && looks > limitLooks && since == started) {
      end();
    }
  }

  private void end() {
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
