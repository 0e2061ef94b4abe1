package io.wavecast.service.runtime;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Whether the stream threads of a pipeline still poll. A thread polls while it restores state,
 * while it waits for its cluster and while there is nothing to read, so one that does not poll
 * hangs, e.g. in a model or in a disk, and no other thread takes over its partitions before Kafka's
 * {@code max.poll.interval.ms} is over.
 */
public final class PollCheck {
  private static final String NAME = "last-poll-seconds-ago";
  private static final String GROUP = "consumer-metrics";

  private PollCheck() {}

  /** Kafka's limit: the longest time between two polls after which a member leaves its group. */
  static Duration longestPoll(Properties properties) {
    String name = ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG;
    Map<String, Object> given = new StreamsConfig(properties).getMainConsumerConfigs("", "", 0);
    Object value = given.getOrDefault(name, ConsumerConfig.configDef().defaultValues().get(name));
    return Duration.ofMillis(Long.parseLong(String.valueOf(value)));
  }

  /** Why the pipeline makes no progress, or empty when it does or has not begun. */
  public static Optional<String> problem(Collection<? extends Metric> metrics, Duration limit) {
    double seconds =
        metrics.stream()
            .filter(metric -> isStreamThread(metric.metricName()))
            .map(Metric::metricValue)
            .filter(Number.class::isInstance)
            .mapToDouble(value -> ((Number) value).doubleValue())
            .max()
            .orElse(-1); // as of a thread that has not polled yet
    return seconds * 1000 <= limit.toMillis()
        ? Optional.empty()
        : Optional.of("a stream thread has not polled for %.0f s".formatted(seconds));
  }

  /** Consumers that restore state poll only while they do. */
  private static boolean isStreamThread(MetricName name) {
    String client = name.tags().getOrDefault("client-id", "");
    return name.name().equals(NAME)
        && name.group().equals(GROUP)
        && client.endsWith("-consumer")
        && !client.endsWith("-restore-consumer")
        && !client.endsWith("-global-consumer");
  }
}
