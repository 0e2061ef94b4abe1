package io.wavecast.kafkastreams;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * Requests the commits of a task at a fixed rate. Kafka Streams counts its interval from the end of
 * the last commit, so that outputs wait for the time of a commit twice. Here commits begin at
 * multiples of the interval, shifted for each stream thread: the tasks of a thread commit together,
 * threads one after the other. One per task, used by its stream thread alone.
 */
final class CommitTimer {
  /** The property of an application that holds the interval, ms. */
  static final String PROPERTY = "wavecast.commit.interval.ms";

  private static final String COMMIT_INTERVAL = "commit.interval.ms";
  private static final String TRANSACTION_TIMEOUT = "producer.transaction.timeout.ms";

  /** The one that Kafka Streams sets, ms. */
  private static final String USUAL_TIMEOUT = "10000";

  /** Kafka Streams' own interval, for what changes without input and output, in intervals. */
  private static final int FALLBACK = 10;

  /** Part of the interval by which each thread is later than the one before: spreads any number. */
  private static final double SPREAD = 0.618034;

  private final ProcessorContext<?, ?> context;
  private final long interval;
  private final long shift;
  private @Nullable Cancellable timer;

  /**
   * @param context of the task; without {@link #PROPERTY} no commit is requested
   */
  CommitTimer(ProcessorContext<?, ?> context) {
    this.context = context;
    interval = context.appConfigs().get(PROPERTY) instanceof String text ? Long.parseLong(text) : 0;
    shift = (long) (interval * (Thread.currentThread().getId() * SPREAD % 1));
  }

  /**
   * Lets timers request the commits of an application, and Kafka Streams as a fallback.
   *
   * @param properties of the application; changed
   */
  static void take(Map<String, String> properties) {
    long interval = Long.parseLong(properties.getOrDefault(COMMIT_INTERVAL, "0"));
    long timeout = Long.parseLong(properties.getOrDefault(TRANSACTION_TIMEOUT, USUAL_TIMEOUT));
    long fallback = Math.max(interval, Math.min(FALLBACK * interval, timeout / 2));
    properties.put(PROPERTY, Long.toString(interval));
    properties.put(COMMIT_INTERVAL, Long.toString(fallback));
  }

  /** Something is to be committed. */
  void changed() {
    if (timer == null && interval > 0) {
      long wait = interval - Math.floorMod(context.currentSystemTimeMs() - shift, interval);
      timer =
          context.schedule(
              Duration.ofMillis(wait),
              PunctuationType.WALL_CLOCK_TIME,
              now -> {
                cancel();
                context.commit();
              });
    }
  }

  void cancel() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
