package io.wavecast.trainer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.broker.SecuredBroker;
import io.wavecast.broker.SecuredBroker.Mechanism;
import io.wavecast.config.Settings;
import io.wavecast.kafka.acl.Program;
import io.wavecast.trainer.cli.Commands.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code kafka://TOPIC} on a secured cluster, with the settings that the service has. */
class SecuredTopicTest {
  private static final String TOPIC = "meters";

  @TempDir static Path dir;

  private static SecuredBroker broker;

  @BeforeAll
  static void start() throws Exception {
    broker = SecuredBroker.start(dir);
    broker
        .admin()
        .createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())))
        .all()
        .get();
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(Map.of("bootstrap.servers", broker.bootstrapServers()), bytes, bytes)) {
      for (int i = 1; i <= 120; i++) {
        String value = "{\"at\":%d,\"meter\":{\"kw\":%s}}".formatted(60_000L * i, Math.sin(i));
        producer.send(new ProducerRecord<>(TOPIC, "m".getBytes(UTF_8), value.getBytes(UTF_8)));
      }
    }
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @ParameterizedTest
  @EnumSource
  void evaluate_reads_the_topic_by_each_way_to_log_in(Mechanism mechanism) throws Exception {
    permit(true);

    Outcome evaluate = evaluate(mechanism);

    assertThat(evaluate.exit()).as(evaluate.errors() + evaluate.log()).isZero();
    assertThat(evaluate.log()).contains("meters: 1 series; 0 records unreadable, 0 late");
    assertThat(evaluate.log() + evaluate.out()).doesNotContain(SecuredBroker.SECRET);
  }

  @Test
  void a_missing_right_is_named_in_one_line() throws Exception {
    permit(false);

    Outcome evaluate = evaluate(Mechanism.PLAIN);

    assertThat(evaluate.exit()).isEqualTo(1);
    assertThat(evaluate.errors().strip())
        .isEqualTo(
            "wavecast evaluate: not permitted: READ on topic 'meters', which train needs: reads the series"
                + " ('wavecast topics acls train' prints all)");
  }

  private static void permit(boolean all) throws Exception {
    Settings settings = Settings.of(Map.of("topics.names", "observations=" + TOPIC));
    broker.permit(
        Program.TRAIN.acls(settings, false).stream()
            .filter(acl -> all)
            .map(acl -> acl.binding("User:" + SecuredBroker.USER))
            .toList());
  }

  private static Outcome evaluate(Mechanism mechanism) throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add("bootstrap.servers: " + broker.bootstrapServers(mechanism));
    lines.add("inputs: [{timestamp: /at, value: /meter/kw}]");
    broker
        .client(mechanism)
        .forEach((name, value) -> lines.add("kafka.%s: '%s'".formatted(name, value)));
    Path file = Files.write(dir.resolve("wavecast.yaml"), lines);
    return Commands.run(
        "evaluate", "--data", "kafka://" + TOPIC, "--models", "naive", "--config", file.toString());
  }
}
