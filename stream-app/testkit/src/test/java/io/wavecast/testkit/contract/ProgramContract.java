package io.wavecast.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.ObservationCodec;
import io.wavecast.testkit.contract.ProgramUnderTest.Running;
import io.wavecast.testkit.kafka.CommittedRecords;
import io.wavecast.testkit.kafka.TestTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an engine's program does with a configuration file. The tests of a class may share a broker:
 * each uses another application id and other topics.
 */
public abstract class ProgramContract {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path dir;

  private @Nullable Running running;

  /** The program, not started, and its broker. */
  protected abstract ProgramUnderTest program();

  @AfterEach
  void stop() throws InterruptedException {
    if (running != null) {
      running.stop();
    }
  }

  TestTopics topics() {
    return new TestTopics(program().bootstrapServers());
  }

  /**
   * Creates the topics of a configuration that are absent.
   *
   * @param name the application id and the prefix of topics
   * @param lines the other settings, YAML
   * @return the configuration file
   */
  Path prepare(String name, String lines) throws IOException {
    Path config = dir.resolve("wavecast.yaml");
    Files.writeString(
        config, "topics.prefix: %1$s.\napplication.id: %1$s\n%2$s".formatted(name, lines));
    program().createTopics(config);
    return config;
  }

  /** Starts the program; the end of the test stops it. */
  void start(Path config) throws IOException {
    running = program().start(config, Files.createDirectory(dir.resolve("data")));
  }

  /**
   * Sends observations.
   *
   * @param name the prefix of topics
   */
  void send(String name, List<Observation> observations) throws Exception {
    topics()
        .send(
            observations.stream()
                .map(
                    o ->
                        new ProducerRecord<>(
                            name + ".observations",
                            null,
                            o.timestamp(),
                            o.series().getBytes(UTF_8),
                            ObservationCodec.write(o)))
                .toList());
  }

  /** All records of a topic, once it has at least the given number, and no more arrive. */
  List<ConsumerRecord<byte[], byte[]>> read(String topic, int enough) {
    return read(topic, all -> all.size() >= enough);
  }

  /** All records of a topic, once there are enough, and no more arrive. */
  List<ConsumerRecord<byte[], byte[]>> read(
      String topic, Predicate<List<ConsumerRecord<byte[], byte[]>>> enough) {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (CommittedRecords records = new CommittedRecords(program().bootstrapServers(), topic)) {
      records.read(() -> enough.test(all) || !isAlive(), PATIENCE, all::add);
    }
    assertThat(enough.test(all)).as("enough of %s, got %d records", topic, all.size()).isTrue();
    return all;
  }

  /** The values of a topic by now, by key and in order per key. */
  Map<String, List<String>> byKey(String topic) {
    return CommittedRecords.byKey(program().bootstrapServers(), topic);
  }

  private boolean isAlive() {
    return running != null && running.isAlive();
  }
}
