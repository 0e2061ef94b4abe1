package io.wavecast.kafkastreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.wavecast.broker.BrokerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker answers a request for committed offsets late, and a member joins its group again. */
@Tag("slow")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class StreamConsumerTest {
  private static final TopicPartition PARTITION = new TopicPartition("input", 0);
  private static final Duration POLL = Duration.ofMillis(300);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path dir;

  @Test
  void committed_offsets_are_never_those_of_a_former_request() throws Exception {
    try (BrokerProcess broker = BrokerProcess.start(dir);
        Consumer<byte[], byte[]> consumer = member(broker.bootstrapServers())) {
      commit(consumer, 1);
      broker.pause();
      joinAgain(consumer, POLL);
      assertThatThrownBy(() -> consumer.committed(Set.of(PARTITION), POLL))
          .isInstanceOf(TimeoutException.class);
      broker.resume();
      commit(consumer, 2);

      joinAgain(consumer, Duration.ZERO);

      assertThat(consumer.committed(Set.of(PARTITION)).get(PARTITION).offset()).isEqualTo(2);
    }
  }

  private static Consumer<byte[], byte[]> member(String servers) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1))).all().get();
    }
    Consumer<byte[], byte[]> consumer =
        new StreamClients()
            .getConsumer(
                Map.of(
                    "bootstrap.servers",
                    servers,
                    "group.id",
                    "group",
                    "enable.auto.commit",
                    false,
                    "auto.offset.reset",
                    "earliest",
                    "partition.assignment.strategy",
                    CooperativeStickyAssignor.class.getName()));
    consumer.subscribe(List.of(PARTITION.topic()));
    return consumer;
  }

  /** Polls until it is a member that has the partition and may commit. */
  private static void commit(Consumer<byte[], byte[]> consumer, long offset) {
    await()
        .atMost(PATIENCE)
        .pollInSameThread()
        .ignoreException(RebalanceInProgressException.class)
        .until(
            () -> {
              consumer.poll(POLL);
              boolean member = !consumer.assignment().isEmpty();
              if (member) {
                consumer.commitSync(Map.of(PARTITION, new OffsetAndMetadata(offset)));
              }
              return member;
            });
  }

  /** Begins to join the group; it keeps its partition meanwhile. */
  private static void joinAgain(Consumer<byte[], byte[]> consumer, Duration poll) {
    consumer.enforceRebalance();
    consumer.poll(poll);
  }
}
