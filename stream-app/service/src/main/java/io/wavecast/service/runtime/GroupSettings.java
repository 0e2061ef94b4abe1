package io.wavecast.service.runtime;

import io.wavecast.config.GroupKeys;
import io.wavecast.config.GroupProtocol;
import io.wavecast.config.KafkaConfig;
import io.wavecast.config.Settings;
import io.wavecast.service.topics.GroupAdmin;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the instances of a group share the work, for either protocol. */
final class GroupSettings {
  /** Heartbeats in a session timeout. */
  private static final int HEARTBEATS = 5;

  private static final Duration TIMEOUT = Duration.ofSeconds(8);
  private static final Logger LOG = LoggerFactory.getLogger(GroupSettings.class);

  private final boolean brokersAssign;
  private final String sessionMs;
  private final String heartbeatMs;
  private final String standbyReplicas;
  private final Settings settings;

  GroupSettings(Settings settings) {
    this.settings = settings;
    Duration session = settings.get(GroupKeys.SESSION_TIMEOUT);
    brokersAssign = settings.get(GroupKeys.PROTOCOL) == GroupProtocol.STREAMS;
    sessionMs = Long.toString(session.toMillis());
    heartbeatMs = Long.toString(session.dividedBy(HEARTBEATS).toMillis());
    standbyReplicas = settings.get(GroupKeys.STANDBY_REPLICAS).toString();
  }

  /** Properties of Kafka Streams. */
  Map<String, String> properties() {
    Map<String, String> p = new HashMap<>();
    if (brokersAssign) {
      p.put("group.protocol", "streams");
    } else {
      p.put("consumer.session.timeout.ms", sessionMs);
      p.put("consumer.heartbeat.interval.ms", heartbeatMs);
      p.put("num.standby.replicas", standbyReplicas);
    }
    return p;
  }

  /** With the protocol 'streams', sets the configuration of the group and logs what is refused. */
  void configure(String group) {
    if (!brokersAssign) {
      return;
    }
    Map<String, String> configs =
        Map.of(
            "streams.session.timeout.ms", sessionMs,
            "streams.heartbeat.interval.ms", heartbeatMs,
            "streams.num.standby.replicas", standbyReplicas);
    for (String refusal :
        GroupAdmin.configure(KafkaConfig.of(settings).asMap(), group, configs, TIMEOUT)) {
      LOG.warn("group {} keeps its value, the brokers refuse {}", group, refusal);
    }
  }
}
