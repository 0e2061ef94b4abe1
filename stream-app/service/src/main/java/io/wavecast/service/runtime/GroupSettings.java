package io.wavecast.service.runtime;

import io.wavecast.config.GroupKeys;
import io.wavecast.config.GroupProtocol;
import io.wavecast.config.KafkaConfig;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.text.UsageException;
import io.wavecast.service.topics.GroupAdmin;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the instances of a group share the work, for either protocol. */
final class GroupSettings {
  private static final Duration TIMEOUT = Duration.ofSeconds(8);

  /** Brokers keep the session of a dead member for at most 60 s by default. */
  private static final Duration VACANCY_TIMEOUT = Duration.ofMinutes(2);

  private static final Logger LOG = LoggerFactory.getLogger(GroupSettings.class);

  private final boolean brokersAssign;
  private final Duration session;
  private final int standbyReplicas;
  private final Map<String, ?> client;

  /**
   * @throws UsageException when the protocol cannot read what every pipeline reads
   */
  GroupSettings(Settings settings) {
    check(settings);
    brokersAssign = settings.get(GroupKeys.PROTOCOL) == GroupProtocol.STREAMS;
    session = settings.get(GroupKeys.SESSION_TIMEOUT);
    standbyReplicas = settings.get(GroupKeys.STANDBY_REPLICAS);
    client = KafkaConfig.of(settings).asMap();
  }

  private static void check(Settings settings) {
    boolean hasPatterns =
        PipelineSettings.inputs(settings, StreamSettings.DEFAULT_MAX_RECORD_BYTES)
            .filter(spec -> !spec.io().pattern().isNone())
            .isPresent();
    if (hasPatterns && settings.get(GroupKeys.PROTOCOL) == GroupProtocol.STREAMS) {
      throw settings.refuse(
          GroupKeys.PROTOCOL,
          " must be classic, since inputs have patterns of topics: the protocol 'streams' cannot"
              + " read topics by patterns");
    }
  }

  /** Properties of Kafka Streams. */
  Map<String, String> properties() {
    Map<String, String> p = new HashMap<>();
    if (brokersAssign) {
      p.put("group.protocol", "streams");
    } else {
      p.put("consumer.session.timeout.ms", Long.toString(session.toMillis()));
      p.put(
          "consumer.heartbeat.interval.ms",
          Long.toString(session.dividedBy(GroupAdmin.HEARTBEATS).toMillis()));
      p.put("num.standby.replicas", Integer.toString(standbyReplicas));
    }
    return p;
  }

  /**
   * Prepares a group for this instance: with the protocol 'streams', sets its configuration and
   * logs what is refused; waits until no other member is in the way; logs and counts what was
   * removed before the group read it.
   *
   * @param streams the properties of Kafka Streams
   * @param metrics gets how many records were removed
   * @throws io.wavecast.core.text.FailureException if a member remains in the way
   */
  void prepare(Properties streams, Metrics metrics) {
    String group = String.valueOf(streams.get("application.id"));
    try (GroupAdmin admin = new GroupAdmin(client, TIMEOUT)) {
      if (brokersAssign) {
        for (String refusal :
            admin.configure(group, GroupAdmin.configs(session, standbyReplicas))) {
          LOG.warn("group {} keeps its value, the brokers refuse {}", group, refusal);
        }
      }
      admin.awaitVacancy(streams, VACANCY_TIMEOUT);
      reportRemoved(admin, group, metrics);
    }
  }

  private static void reportRemoved(GroupAdmin admin, String group, Metrics metrics) {
    metrics.count(Metric.REMOVED_UNREAD, 0);
    try {
      admin
          .removedUnread(group)
          .forEach(
              (partition, count) -> {
                metrics.count(Metric.REMOVED_UNREAD, count);
                LOG.warn(
                    "{} records of topic {}, partition {}, were removed before group {} read them:"
                        + " they have no forecasts, see the retention of the topic",
                    count,
                    partition.topic(),
                    partition.partition(),
                    group);
              });
    } catch (ExecutionException e) {
      LOG.debug("what group {} has not read is not known", group, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
