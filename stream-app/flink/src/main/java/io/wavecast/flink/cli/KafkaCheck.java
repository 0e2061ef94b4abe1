package io.wavecast.flink.cli;

import io.wavecast.config.KafkaConfig;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.core.text.FailureException;
import io.wavecast.flink.kafka.KafkaSettings;
import io.wavecast.kafka.ServedPipeline;
import io.wavecast.kafka.acl.Program;
import io.wavecast.kafka.topics.StartTopics;
import io.wavecast.kafka.topics.TopicAdmin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Checks the Kafka cluster before the job starts, and creates absent topics.
 *
 * @param settings of the job
 * @param restored the snapshot that the job resumes from
 * @param warn takes a line about each thing that an operator should look at
 */
record KafkaCheck(Settings settings, Optional<String> restored, Consumer<String> warn) {
  private static final String MAX_TIMEOUT = "transaction.max.timeout.ms";

  /**
   * Checks that brokers answer, that they permit what the job needs and allow the transaction
   * timeout; creates absent topics unless the settings forbid it.
   *
   * @param kafka how the job reaches them
   * @param patience how long to wait for an answer
   * @return the largest record that the topic of dead letters and the producer take, bytes
   * @throws FailureException when the transaction timeout is too long, or a right or a topic is
   *     absent
   * @throws io.wavecast.kafka.topics.NoAnswerException when the cluster does not answer
   */
  int check(KafkaSettings kafka, Duration patience) {
    try (TopicAdmin admin = new TopicAdmin(KafkaConfig.of(settings).asMap(), patience)) {
      List<String> created =
          new StartTopics(settings, Program.FLINK, warn)
              .prepare(admin, UnaryOperator.identity(), List.of());
      restored.ifPresentOrElse(
          snapshot -> warnings(created, snapshot).forEach(warn),
          () -> warnOfLostStates(admin, kafka.applicationId()));
      if (kafka.exactlyOnce()) {
        allows(admin, kafka.transactionTimeout());
      }
      return kafka.largestRecord(
          admin.maxRecordBytes(PipelineSettings.topics(settings).deadLetters()));
    }
  }

  /** A snapshot may hold offsets of a topic that was deleted since. */
  private List<String> warnings(List<String> created, String snapshot) {
    Set<String> inputs =
        ServedPipeline.of(settings).stream()
            .flatMap(pipeline -> pipeline.io().inputs().stream())
            .collect(Collectors.toSet());
    return created.stream()
        .filter(inputs::contains)
        .map(
            topic ->
                "input topic %s did not exist and was created, empty, and the job resumes from %s: if the job read it before, the offsets there are of the deleted topic, and records below them may be skipped"
                    .formatted(topic, snapshot))
        .toList();
  }

  /** A job that ran before and finds no snapshot has lost it, unless it was told to read none. */
  private void warnOfLostStates(TopicAdmin admin, String group) {
    if (admin.hasOffsets(group)) {
      warn.accept(
          "no checkpoint is restored, but consumer group %s has committed offsets: the job starts with empty states where the group stopped. If the checkpoints were lost, copy them back first, or name one by --restore"
              .formatted(group));
    }
  }

  private static void allows(TopicAdmin admin, Duration wanted) {
    Optional<String> most = admin.brokerConfig(MAX_TIMEOUT);
    if (most.isPresent() && wanted.toMillis() > Long.parseLong(most.get())) {
      throw new FailureException(
          "transaction timeout must be at most the brokers' %s, %s ms, got: %d ms"
              .formatted(MAX_TIMEOUT, most.get(), wanted.toMillis()));
    }
  }
}
