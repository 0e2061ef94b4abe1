package io.wavecast.broker.demo;

import io.wavecast.schemas.forecast.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the values of live series at every multiple of the interval. When this machine is too busy
 * to keep up, values are skipped rather than sent late.
 */
public final class LiveFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);

  private final List<LiveSource> sources;
  private final long intervalMs;
  private final LongSupplier clock;
  private final Consumer<Observation> out;
  private final Consumer<RuntimeException> failed;
  private final ScheduledExecutorService scheduler;
  private long last;
  private final Set<LiveSource> failing = new HashSet<>();

  /**
   * @param clock time, ms since the epoch
   * @param out receives the observations, on the scheduler's thread
   * @param failed is notified when a source starts to fail
   * @param scheduler calls {@link #tick}; shut down by {@link #close}
   */
  LiveFeed(
      List<LiveSource> sources,
      Duration interval,
      LongSupplier clock,
      Consumer<Observation> out,
      Consumer<RuntimeException> failed,
      ScheduledExecutorService scheduler) {
    this.sources = List.copyOf(sources);
    this.intervalMs = interval.toMillis();
    this.clock = clock;
    this.out = out;
    this.failed = failed;
    this.scheduler = scheduler;
  }

  /**
   * Starts a feed of this machine's metrics, which have a value at each whole second that is a
   * multiple of the interval, and of waves.
   *
   * @param waves number of waves
   * @param interval time between two values of a wave
   * @param fault time until a wave leaves its course, if it shall
   * @param out receives the observations, on the scheduler's thread
   * @param scheduler a single thread; shut down by {@link #close}
   */
  public static LiveFeed start(
      int waves,
      Duration interval,
      Optional<Duration> fault,
      Consumer<Observation> out,
      ScheduledExecutorService scheduler) {
    List<LiveSource> sources = new ArrayList<>();
    try {
      sources.add(eachSecond(new HostSource(System::nanoTime)));
    } catch (LinkageError | RuntimeException e) {
      LOG.warn("this machine's metrics cannot be read, continuing without them: {}", e, e);
    }
    sources.add(eachSecond(new JvmSource(System::nanoTime)));
    long now = System.currentTimeMillis();
    sources.add(waves(waves, interval, fault.map(after -> now + after.toMillis())));
    LiveFeed feed =
        new LiveFeed(
            sources,
            interval,
            System::currentTimeMillis,
            out,
            e -> LOG.warn("live series cannot be sent, retrying: {}", e.getMessage(), e),
            scheduler);
    var unused =
        feed.scheduler.scheduleAtFixedRate(
            feed::tick, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    return feed;
  }

  /** A load of milliseconds is no news of a machine: a second evens it out. */
  static LiveSource eachSecond(LiveSource source) {
    return timestamp -> timestamp % 1000 == 0 ? source.sample(timestamp) : Map.of();
  }

  /**
   * The waves of a feed.
   *
   * @param n number of waves, at least 0
   * @param interval time between two values of a series
   * @param fault when a wave leaves its course for a while, ms since the epoch; empty: never
   */
  public static LiveSource waves(int n, Duration interval, Optional<Long> fault) {
    Waves waves = new Waves(n, interval.toMillis(), 42);
    return fault.<LiveSource>map(start -> new Fault(waves, start)).orElse(waves);
  }

  /** Sends the current values, unless those of this interval have been sent. */
  void tick() {
    long timestamp = clock.getAsLong() / intervalMs * intervalMs;
    if (timestamp <= last) {
      return;
    }
    last = timestamp;
    for (LiveSource source : sources) {
      try {
        source.sample(timestamp).forEach((s, v) -> out.accept(new Observation(s, timestamp, v)));
        failing.remove(source);
      } catch (RuntimeException e) {
        if (failing.add(source)) {
          failed.accept(e);
        }
      }
    }
  }

  @Override
  public void close() {
    scheduler.shutdown();
    try {
      scheduler.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
