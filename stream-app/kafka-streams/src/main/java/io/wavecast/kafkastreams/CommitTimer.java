package io.wavecast.kafkastreams;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * Requests the commits of a task at a fixed rate: at multiples of the interval, shifted for each
 * stream thread, so that the tasks of a thread commit together, and threads and processes at
 * different times. One per task, used by its stream thread alone.
 */
final class CommitTimer {
  /** The property of an application that holds the interval, ms. */
  static final String PROPERTY = "wavecast.commit.interval.ms";

  private static final String COMMIT_INTERVAL = "commit.interval.ms";
  private static final String TRANSACTION_TIMEOUT = "transaction.timeout.ms";
  private static final String STANDBYS = "num.standby.replicas";

  /** The transaction timeout that Kafka Streams sets, ms. */
  private static final String USUAL_TIMEOUT = "10000";

  /** Kafka Streams' own interval, for what changes without input and output, in intervals. */
  private static final int FALLBACK = 10;

  /** Part of the interval by which a thread is later than the one before: spreads any number. */
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
    // the name of a stream thread holds a random id of its process
    double place = Thread.currentThread().getName().hashCode() * SPREAD;
    shift = (long) (interval * (place - Math.floor(place)));
  }

  /**
   * Lets timers request the commits of an application, and Kafka Streams as a fallback. With
   * standby tasks nothing changes, since a request commits active tasks only.
   *
   * @param properties of the application; changed
   * @throws org.apache.kafka.common.config.ConfigException when one of them is not a number
   */
  static void take(Map<String, String> properties) {
    if (number(properties, STANDBYS, "0") > 0) {
      return;
    }
    long interval = number(properties, COMMIT_INTERVAL, "0");
    long timeout =
        Math.min(
            number(properties, TRANSACTION_TIMEOUT, USUAL_TIMEOUT),
            number(properties, "producer." + TRANSACTION_TIMEOUT, USUAL_TIMEOUT));
    long fallback = Math.max(interval, Math.min(FALLBACK * interval, timeout / 2));
    properties.put(PROPERTY, Long.toString(interval));
    properties.put(COMMIT_INTERVAL, Long.toString(fallback));
  }

  private static long number(Map<String, String> properties, String name, String usual) {
    String text = properties.getOrDefault(name, usual);
    return (Long) ConfigDef.parseType(name, text, ConfigDef.Type.LONG);
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

  /** Requests no commit before the next change; for when another one is requested or done. */
  void cancel() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
