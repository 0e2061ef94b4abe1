package io.wavecast.service.runtime;

import io.wavecast.config.EngineKeys;
import io.wavecast.config.Guarantee;
import io.wavecast.config.TopicKeys;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.text.Throwables;
import io.wavecast.core.text.UsageException;
import io.wavecast.kafkastreams.StreamsRuntime;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.state.StateMemory;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.internals.LogContext;
import org.apache.kafka.streams.StreamsConfig;

/** The properties of Kafka Streams in the service. */
final class StreamProperties {
  /** For states that do not fit into the memory for states until the next commit. */
  private static final long CACHE_BYTES = 64 << 20;

  /** Mechanisms whose clients log in at another service when they are made. */
  private static final Set<String> REMOTE = Set.of("OAUTHBEARER", "GSSAPI");

  private StreamProperties() {}

  /**
   * @param maxRecordBytes largest record that may be written
   */
  static Properties of(ServiceConfig config, int maxRecordBytes, GroupSettings group) {
    Map<String, String> overrides = new HashMap<>();
    overrides.put("num.stream.threads", "" + config.get(EngineKeys.THREADS));
    overrides.put("statestore.cache.max.bytes", "" + CACHE_BYTES);
    overrides.putAll(group.properties());
    config.get(TopicKeys.REPLICATION).ifPresent(n -> overrides.put("replication.factor", "" + n));
    if (config.get(EngineKeys.GUARANTEE) == Guarantee.AT_LEAST_ONCE) {
      overrides.put("processing.guarantee", "at_least_once");
    }
    overrides.putAll(StateMemory.properties(config.get(EngineKeys.STATE_MEMORY)));
    overrides.putAll(config.kafka().asMap());
    return StreamsRuntime.properties(
        config.get(EngineKeys.APPLICATION_ID),
        config.dataDir("state"),
        config.get(EngineKeys.BATCH_LINGER),
        maxRecordBytes,
        overrides);
  }

  /**
   * Requires that Kafka's clients can be made with these properties, without a connection.
   *
   * @throws UsageException when Kafka refuses what they are together, a key or a login
   */
  static void require(ServiceConfig config, GroupSettings group) {
    try {
      StreamsConfig streams =
          new StreamsConfig(of(config, StreamSettings.DEFAULT_MAX_RECORD_BYTES, group));
      Map<String, Object> producer = streams.getProducerConfigs("dry-run");
      producer.put("key.serializer", ByteArraySerializer.class);
      producer.put("value.serializer", ByteArraySerializer.class);
      ProducerConfig client = new ProducerConfig(producer);
      boolean isLogin = client.getString("security.protocol").startsWith("SASL");
      if (!isLogin || !REMOTE.contains(client.getString("sasl.mechanism"))) {
        ClientUtils.createChannelBuilder(client, Time.SYSTEM, new LogContext()).close();
      }
    } catch (KafkaException | IllegalArgumentException e) {
      throw new UsageException("Kafka's clients refuse kafka.*: " + reason(e), e);
    }
  }

  /** The deepest line of Kafka's own, which names the file that one of Java's below does not. */
  private static String reason(RuntimeException e) {
    Throwable deepest = e;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      deepest = cause instanceof KafkaException ? cause : deepest;
    }
    return Throwables.oneLine(deepest);
  }
}
