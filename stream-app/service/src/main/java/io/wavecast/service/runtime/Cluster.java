package io.wavecast.service.runtime;

import io.wavecast.service.config.KafkaConfig;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** Asks a cluster, before anything is begun, whether it is there and has what is needed. */
public final class Cluster {
  private static final int TIMEOUT_MS = 8_000;

  private final KafkaConfig kafka;

  public Cluster(KafkaConfig kafka) {
    this.kafka = kafka;
  }

  /**
   * Which of the topics are absent.
   *
   * @throws FailureException when no broker answers
   */
  public List<String> missing(Collection<String> topics) {
    try (Admin admin = admin()) {
      Set<String> present =
          admin.listTopics().names().get(TIMEOUT_MS + 1_000, TimeUnit.MILLISECONDS);
      return topics.stream().filter(topic -> !present.contains(topic)).toList();
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(e);
    }
  }

  /**
   * Requires that topics exist.
   *
   * @throws FailureException when no broker answers, or a topic is absent
   */
  public void require(Collection<String> topics) {
    List<String> missing = missing(topics);
    if (!missing.isEmpty()) {
      throw new FailureException(
          "topic %s is not there: './wavecast topics create' makes what is needed"
              .formatted(String.join(", ", missing)));
    }
  }

  private Admin admin() {
    Properties client = kafka.client();
    client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS / 2);
    return Admin.create(client);
  }

  private FailureException unreachable(Exception e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new FailureException(
        "no broker answers at %s (%s): './wavecast broker' starts one, --bootstrap-servers names another"
            .formatted(kafka.bootstrapServers(), root.getMessage()),
        e);
  }
}
