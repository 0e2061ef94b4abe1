package io.wavecast.flink.kafka;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** How far a consumer group has come, as the brokers are told. */
interface GroupOffsets extends AutoCloseable {

  /** Makes them where a task runs. */
  interface Source extends Serializable {
    GroupOffsets open();
  }

  /** The group's name. */
  String group();

  /** Tells them; done when the brokers have it. */
  KafkaFuture<Void> tell(Map<TopicPartition, OffsetAndMetadata> offsets);

  @Override
  void close();

  /**
   * Of a group on a cluster.
   *
   * @param client what reaches the cluster
   */
  static GroupOffsets of(String group, Properties client) {
    Admin admin = Admin.create(client);
    return new GroupOffsets() {
      @Override
      public String group() {
        return group;
      }

      @Override
      public KafkaFuture<Void> tell(Map<TopicPartition, OffsetAndMetadata> offsets) {
        return admin.alterConsumerGroupOffsets(group, offsets).all();
      }

      @Override
      public void close() {
        admin.close(Duration.ZERO);
      }
    };
  }
}
