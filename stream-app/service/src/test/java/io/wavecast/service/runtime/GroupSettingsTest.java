package io.wavecast.service.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.config.Settings;
import io.wavecast.service.logging.RecordedLog;
import io.wavecast.service.metrics.Telemetry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupSettingsTest {
  private static final String GROUP = "wavecast-test";
  private static final TopicPartition LOST = new TopicPartition("lost", 0);
  private static final TopicPartition READ = new TopicPartition("read", 0);

  @TempDir Path dir;

  @Test
  void records_that_were_removed_before_they_were_read_are_logged_and_counted() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerSettings(dir, 0));
        Telemetry telemetry = new Telemetry();
        RecordedLog log = RecordedLog.of("io.wavecast.service")) {
      removeUnread(broker.bootstrapServers());
      Properties streams = new Properties();
      streams.put("application.id", GROUP);

      new GroupSettings(Settings.of(Map.of("bootstrap.servers", broker.bootstrapServers())))
          .prepare(streams, telemetry.metrics());

      assertThat(log.lines())
          .containsExactly(
              "WARN 3 records of topic lost, partition 0, were removed before group wavecast-test"
                  + " read them: they have no forecasts, see the retention of the topic");
      assertThat(telemetry.scrape()).contains("wavecast_records_removed_unread_total 3.0");
    }
  }

  /** Of each topic five records are sent and four removed; of one the group has read just these. */
  private static void removeUnread(String servers) throws Exception {
    Map<String, Object> client = Map.of("bootstrap.servers", servers);
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (Admin admin = Admin.create(client);
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(client, bytes, bytes)) {
      for (TopicPartition partition : List.of(LOST, READ)) {
        NewTopic topic = new NewTopic(partition.topic(), 1, (short) 1);
        admin.createTopics(List.of(topic)).all().get();
        for (int i = 0; i < 5; i++) {
          producer.send(new ProducerRecord<>(partition.topic(), new byte[] {1})).get();
        }
      }
      admin
          .alterConsumerGroupOffsets(
              GROUP, Map.of(LOST, new OffsetAndMetadata(1), READ, new OffsetAndMetadata(4)))
          .all()
          .get();
      RecordsToDelete four = RecordsToDelete.beforeOffset(4);
      admin.deleteRecords(Map.of(LOST, four, READ, four)).all().get();
    }
  }
}
