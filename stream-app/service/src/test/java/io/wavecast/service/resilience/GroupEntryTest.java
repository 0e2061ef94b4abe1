package io.wavecast.service.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service looks at its group before it joins it. */
@Tag("slow")
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class GroupEntryTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String WAITS =
      "group 'wavecast' has 1 members of another group.protocol: stop every instance before a change";

  @TempDir Path dir;

  @Test
  void the_service_joins_once_no_member_is_in_its_way() throws Exception {
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(new BrokerSettings(dir.resolve("broker"), 0))) {
      String servers = broker.bootstrapServers();
      KafkaConsumer<byte[], byte[]> member = classicMember(servers);
      try (ServeProcess serve =
          new ServeProcess(servers, dir.resolve("data"), "--group-protocol", "streams")) {
        try (member) {
          await().atMost(PATIENCE).until(() -> serve.output().toString().contains(WAITS));
          assertThat(serve.isReady()).isFalse();
        }
        await().atMost(PATIENCE).until(serve::isReady);
      }
    }
  }

  private static KafkaConsumer<byte[], byte[]> classicMember(String servers) {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    KafkaConsumer<byte[], byte[]> member =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers, "group.id", "wavecast"), bytes, bytes);
    member.subscribe(List.of("absent"));
    await().atMost(PATIENCE).until(() -> joined(member));
    return member;
  }

  private static boolean joined(KafkaConsumer<byte[], byte[]> member) {
    var unused = member.poll(Duration.ofMillis(100));
    return member.groupMetadata().generationId() > 0;
  }
}
