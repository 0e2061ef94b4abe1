package io.wavecast.flink.cli;

import io.wavecast.core.text.Throwables;
import io.wavecast.flink.kafka.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

/** Checks the Kafka cluster before the job starts. */
final class KafkaCheck {
  private static final String MAX_TIMEOUT = "transaction.max.timeout.ms";

  private KafkaCheck() {}

  /**
   * Checks that brokers answer, that the topics exist, and that the brokers allow the transaction
   * timeout.
   *
   * @param topics each with the command that creates it
   * @param patience how long to wait for an answer
   * @throws StartException when a check fails
   */
  static void check(KafkaSettings kafka, Map<String, String> topics, Duration patience) {
    Properties properties = kafka.clientProperties();
    properties.putIfAbsent("default.api.timeout.ms", Long.toString(patience.toMillis()));
    properties.putIfAbsent("request.timeout.ms", Long.toString(patience.toMillis()));
    try (Admin admin = admin(properties, kafka)) {
      Node broker = answer(admin, kafka, patience);
      for (Map.Entry<String, String> topic : topics.entrySet()) {
        exists(admin, topic.getKey(), topic.getValue(), patience);
      }
      if (kafka.exactlyOnce()) {
        allows(admin, broker, kafka.transactionTimeout(), patience);
      }
    }
  }

  private static Admin admin(Properties properties, KafkaSettings kafka) {
    try {
      return Admin.create(properties);
    } catch (KafkaException e) {
      String why = Throwables.rootMessage(e);
      throw new StartException(
          why.startsWith("No resolvable bootstrap urls")
              ? "no address is known for any of bootstrap-servers: " + kafka.bootstrapServers()
              : "no Kafka client can be made: " + why,
          e);
    }
  }

  private static Node answer(Admin admin, KafkaSettings kafka, Duration patience) {
    try {
      return await(admin.describeCluster().nodes(), patience).iterator().next();
    } catch (TimeoutException | org.apache.kafka.common.errors.TimeoutException e) {
      throw new StartException(
          "no answer from the cluster at %s within %d s: is a broker running there?"
              .formatted(kafka.bootstrapServers(), patience.toSeconds()),
          e);
    } catch (Exception e) {
      throw cannot("the cluster at " + kafka.bootstrapServers() + " cannot be described", e);
    }
  }

  private static void exists(Admin admin, String topic, String maker, Duration patience) {
    try {
      var unused = await(admin.describeTopics(List.of(topic)).allTopicNames(), patience);
    } catch (UnknownTopicOrPartitionException e) {
      throw new StartException(
          "topic '" + topic + "' does not exist: '" + maker + "' makes all", e);
    } catch (Exception e) {
      throw cannot("topic '" + topic + "' cannot be described", e);
    }
  }

  private static void allows(Admin admin, Node broker, Duration wanted, Duration patience) {
    ConfigResource resource =
        new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(broker.id()));
    ConfigEntry most;
    try {
      most =
          await(admin.describeConfigs(List.of(resource)).all(), patience)
              .getOrDefault(resource, new Config(List.of()))
              .get(MAX_TIMEOUT);
    } catch (AuthorizationException e) {
      return; // the timeout remains unchecked
    } catch (Exception e) {
      throw cannot("configuration of the brokers cannot be read", e);
    }
    if (most != null && wanted.toMillis() > Long.parseLong(most.value())) {
      throw new StartException(
          "transaction timeout must be at most the brokers' %s, %s ms, got: %d ms"
              .formatted(MAX_TIMEOUT, most.value(), wanted.toMillis()));
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
