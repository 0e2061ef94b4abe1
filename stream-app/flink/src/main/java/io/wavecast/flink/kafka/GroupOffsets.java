package io.wavecast.flink.kafka;

import io.wavecast.config.OAuthEndpoints;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** The offsets that a consumer group has committed. */
interface GroupOffsets extends AutoCloseable {

  /** Creates it in a task. */
  interface Source extends Serializable {
    GroupOffsets open();
  }

  /** The group's name. */
  String group();

  /** Commits offsets; completes when the brokers have acknowledged them. */
  KafkaFuture<Void> commit(Map<TopicPartition, OffsetAndMetadata> offsets);

  @Override
  void close();

  /**
   * The offsets of a group on a cluster.
   *
   * @param client properties to reach the cluster
   */
  static GroupOffsets of(String group, Properties client) {
    OAuthEndpoints.allow(client);
    Admin admin = Admin.create(client);
    return new GroupOffsets() {
      @Override
      public String group() {
        return group;
      }

      @Override
      public KafkaFuture<Void> commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        return admin.alterConsumerGroupOffsets(group, offsets).all();
      }

      @Override
      public void close() {
        admin.close(Duration.ZERO);
      }
    };
  }
}
