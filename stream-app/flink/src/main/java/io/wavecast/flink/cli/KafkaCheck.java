package io.wavecast.flink.cli;

import io.wavecast.config.OAuthEndpoints;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.text.Throwables;
import io.wavecast.flink.kafka.KafkaSettings;
import io.wavecast.kafka.Unreachable;
import io.wavecast.kafka.acl.Acl;
import io.wavecast.kafka.acl.Permissions;
import io.wavecast.kafka.acl.Program;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the Kafka cluster before the job starts. */
final class KafkaCheck {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaCheck.class);
  private static final String MAX_TIMEOUT = "transaction.max.timeout.ms";

  private KafkaCheck() {}

  /**
   * Checks that brokers answer, that the topics exist, that they permit what the job needs, and
   * that they allow the transaction timeout.
   *
   * @param acls what the job needs
   * @param topics each with the command that creates it
   * @param deadLetters the topic of the largest records
   * @param patience how long to wait for an answer
   * @return the largest record that the topic and the producer take, bytes
   * @throws StartException when a check fails
   */
  static int check(
      KafkaSettings kafka,
      List<Acl> acls,
      Map<String, String> topics,
      String deadLetters,
      Duration patience) {
    Properties properties = kafka.clientProperties();
    OAuthEndpoints.allow(properties);
    if (!properties.containsKey("default.api.timeout.ms")
        && !properties.containsKey("request.timeout.ms")) {
      properties.put("default.api.timeout.ms", Long.toString(patience.toMillis()));
      properties.put("request.timeout.ms", Long.toString(patience.toMillis()));
    }
    try (Admin admin = admin(properties)) {
      Node broker = answer(admin, kafka, patience);
      Permissions.require(admin, acls, Program.FLINK)
          .forEach(acl -> LOG.warn("not permitted: {}: {}", acl, acl.use()));
      for (Map.Entry<String, String> topic : topics.entrySet()) {
        exists(admin, topic.getKey(), topic.getValue(), patience);
      }
      if (kafka.exactlyOnce()) {
        allows(admin, broker, kafka.transactionTimeout(), patience);
      }
      return largestRecord(admin, kafka.properties(), deadLetters, patience);
    }
  }

  /** A record that the producer or the topic refused would be read and refused again for ever. */
  private static int largestRecord(
      Admin admin, Map<String, String> properties, String topic, Duration patience) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    String limit = config(admin, resource, "max.message.bytes", patience).orElse("");
    long largest = StreamSettings.DEFAULT_MAX_RECORD_BYTES;
    for (String bytes : List.of(limit, properties.getOrDefault("max.request.size", ""))) {
      if (bytes.matches("\\d{1,18}")) {
        largest = Math.min(largest, Long.parseLong(bytes));
      }
    }
    return (int) largest;
  }

  /** A configuration; empty where this client may not read it. */
  private static Optional<String> config(
      Admin admin, ConfigResource resource, String name, Duration patience) {
    try {
      return Optional.ofNullable(
              await(admin.describeConfigs(List.of(resource)).all(), patience)
                  .getOrDefault(resource, new Config(List.of()))
                  .get(name))
          .map(ConfigEntry::value);
    } catch (AuthorizationException e) {
      return Optional.empty();
    } catch (Exception e) {
      throw cannot(
          "configuration of "
              + resource.type().name().toLowerCase(Locale.ROOT)
              + " "
              + resource.name()
              + " cannot be read",
          e);
    }
  }

  private static Admin admin(Properties properties) {
    try {
      return Admin.create(properties);
    } catch (KafkaException e) {
      throw new StartException(
          Unreachable.noAddress(properties, e)
              .orElseGet(() -> "no Kafka client can be made: " + Throwables.rootMessage(e)),
          e);
    }
  }

  private static Node answer(Admin admin, KafkaSettings kafka, Duration patience) {
    try {
      return await(admin.describeCluster().nodes(), patience).iterator().next();
    } catch (TimeoutException | org.apache.kafka.common.errors.TimeoutException e) {
      throw new StartException(Unreachable.noAnswer(kafka.clientProperties(), patience), e);
    } catch (Exception e) {
      throw cannot("the cluster at " + kafka.bootstrapServers() + " cannot be described", e);
    }
  }

  private static void exists(Admin admin, String topic, String maker, Duration patience) {
    try {
      var unused = await(admin.describeTopics(List.of(topic)).allTopicNames(), patience);
    } catch (UnknownTopicOrPartitionException e) {
      throw new StartException(
          "topic '" + topic + "' does not exist; create the topics with '" + maker + "'", e);
    } catch (Exception e) {
      throw cannot("topic '" + topic + "' cannot be described", e);
    }
  }

  private static void allows(Admin admin, Node broker, Duration wanted, Duration patience) {
    ConfigResource resource =
        new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(broker.id()));
    Optional<String> most = config(admin, resource, MAX_TIMEOUT, patience);
    if (most.isPresent() && wanted.toMillis() > Long.parseLong(most.get())) {
      throw new StartException(
          "transaction timeout must be at most the brokers' %s, %s ms, got: %d ms"
              .formatted(MAX_TIMEOUT, most.get(), wanted.toMillis()));
    }
  }

  private static StartException cannot(String what, Exception e) {
    return new StartException(what + ": " + Throwables.oneLine(e), e);
  }

  /** Waits for an answer, and throws what it failed with. */
  private static <T> T await(KafkaFuture<T> answer, Duration patience) throws Exception {
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
