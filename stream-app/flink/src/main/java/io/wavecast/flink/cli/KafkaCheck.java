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
      return admin
          .describeCluster()
          .nodes()
          .get(patience.toMillis(), TimeUnit.MILLISECONDS)
          .iterator()
          .next();
    } catch (TimeoutException e) {
      throw silent(kafka, patience, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
        throw silent(kafka, patience, e);
      }
      throw new StartException(
          "the cluster at " + kafka.bootstrapServers() + " cannot be described: " + reason(e), e);
    } catch (InterruptedException e) {
      throw new StartException("the start was interrupted", e);
    }
  }

  private static StartException silent(KafkaSettings kafka, Duration patience, Exception e) {
    return new StartException(
        "no answer from the cluster at %s within %d s: is a broker running there?"
            .formatted(kafka.bootstrapServers(), patience.toSeconds()),
        e);
  }

  private static void exists(Admin admin, String topic, String maker, Duration patience) {
    try {
      admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (Exception e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new StartException(
            "topic '" + topic + "' does not exist: '" + maker + "' makes all", e);
      }
      throw new StartException("topic '" + topic + "' cannot be described: " + reason(e), e);
    }
  }

  private static void allows(Admin admin, Node broker, Duration wanted, Duration patience) {
    ConfigResource resource =
        new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(broker.id()));
    try {
      Map<ConfigResource, Config> configs =
          admin
              .describeConfigs(List.of(resource))
              .all()
              .get(patience.toMillis(), TimeUnit.MILLISECONDS);
      ConfigEntry most = configs.getOrDefault(resource, new Config(List.of())).get(MAX_TIMEOUT);
      if (most != null && wanted.toMillis() > Long.parseLong(most.value())) {
        throw new StartException(
            "transaction timeout must be at most the brokers' %s, %s ms, got: %d ms"
                .formatted(MAX_TIMEOUT, most.value(), wanted.toMillis()));
      }
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof AuthorizationException)) { // then the timeout remains unchecked
        throw new StartException("configuration of the brokers cannot be read: " + reason(e), e);
      }
    } catch (TimeoutException | InterruptedException e) {
      throw new StartException("configuration of the brokers cannot be read: " + reason(e), e);
    }
  }

  private static String reason(Exception e) {
    Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
    return Throwables.oneLine(cause);
  }
}
