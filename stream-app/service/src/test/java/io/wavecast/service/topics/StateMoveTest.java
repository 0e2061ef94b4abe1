package io.wavecast.service.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.config.Host;
import io.wavecast.config.Settings;
import io.wavecast.core.forecast.window.SeriesState;
import io.wavecast.core.text.FailureException;
import io.wavecast.kafka.ServedPipeline;
import io.wavecast.kafka.topics.TopicAdmin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.FeatureUpdate.UpgradeType;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StateMoveTest {
  private static final short ONE = 1;
  private static final int STATES = 20;

  private EmbeddedBroker broker;
  private Admin admin;
  private TopicAdmin topics;
  private KafkaProducer<byte[], byte[]> producer;

  @BeforeAll
  void start(@TempDir Path dir) throws Exception {
    broker = EmbeddedBroker.start(new BrokerSettings(dir, 0));
    admin = Admin.create(new HashMap<>(client()));
    topics = new TopicAdmin(client(), Duration.ofSeconds(60));
    producer =
        new KafkaProducer<>(
            new HashMap<>(client()), new ByteArraySerializer(), new ByteArraySerializer());
    FeatureUpdate off = new FeatureUpdate((short) 0, UpgradeType.SAFE_DOWNGRADE);
    // as on brokers without streams groups
    admin.updateFeatures(Map.of("streams.version", off), new UpdateFeaturesOptions()).all().get();
  }

  @AfterAll
  void stop() {
    producer.close();
    topics.close();
    admin.close();
    broker.close();
  }

  @Test
  void a_move_that_failed_after_the_partitions_were_added_is_repeated() throws Exception {
    Settings settings = settings("failed");
    ServedPipeline pipeline = pipeline(settings, 4, 8);
    Map<String, String> tooSmall = new HashMap<>(client());
    tooSmall.put("max.request.size", "1000");

    assertThatThrownBy(() -> new StateMove(tooSmall, pipeline, false).run(topics))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("max.request.size");
    assertThat(topics.partitions(List.of(pipeline.changelogTopic()))).containsValue(8);
    assertThat(Growth.problems(settings, topics))
        .singleElement()
        .asString()
        .contains("was interrupted: run 'wavecast topics move-states'");
    String repeated = new StateMove(client(), pipeline, false).run(topics);

    assertThat(repeated).doesNotContain(" 0 of").contains("of 20 states moved");
    assertThat(Growth.problems(settings, topics)).isEmpty();
    assertThat(new StateMove(client(), pipeline, false).run(topics))
        .contains("0 of 20 states moved");
    assertThat(Growth.problems(settings, topics)).isEmpty();
  }

  @Test
  void states_move_with_their_differences() throws Exception {
    ServedPipeline pipeline = pipeline(settings("logged"), 4, 8, 0);
    List<LoggedSeries> before =
        IntStream.range(0, 4).mapToObj(p -> new LoggedSeries(p, 4)).toList();
    for (LoggedSeries each : before) {
      each.observe(STATES, 60);
      write(pipeline, each);
    }

    assertThat(new StateMove(client(), pipeline, false).check(topics)).contains("all 20 keys");
    assertThat(new StateMove(client(), pipeline, false).run(topics))
        .doesNotContain(" 0 of")
        .contains("of 20 states moved");

    Map<String, SeriesState> after = new HashMap<>();
    for (int p = 0; p < 8; p++) {
      int partition = p;
      read(pipeline, p)
          .states()
          .forEach(
              (key, state) -> {
                assertThat(StateMove.partition(key.getBytes(UTF_8), 8)).isEqualTo(partition);
                assertThat(after.put(key, state)).as(key).isNull();
              });
    }
    assertThat(after).hasSize(STATES);
    for (LoggedSeries each : before) {
      each.states()
          .forEach(
              (key, state) ->
                  assertThat(after.get(key).toBytes()).as(key).isEqualTo(state.toBytes()));
    }
  }

  private void write(ServedPipeline pipeline, LoggedSeries series) throws Exception {
    for (LoggedSeries.Write each : series.writes()) {
      producer
          .send(
              new ProducerRecord<>(
                  pipeline.changelogTopic(),
                  series.partition(),
                  each.key().getBytes(UTF_8),
                  each.value()))
          .get();
    }
  }

  /** As Kafka Streams restores a store. */
  private LoggedSeries read(ServedPipeline pipeline, int partition) {
    LoggedSeries series = new LoggedSeries(partition, 8);
    Map<String, Object> client = new HashMap<>(client());
    client.put("isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      new TopicReader(consumer)
          .read(
              Map.of(new TopicPartition(pipeline.changelogTopic(), partition), 0L),
              r -> series.restore(new String(r.key(), UTF_8), r.value()));
    }
    return series;
  }

  @Test
  void before_partitions_are_added_a_check_tells_whether_states_can_be_moved() throws Exception {
    ServedPipeline ready = pipeline(settings("ready"), 4, 4);
    ServedPipeline foreign = pipeline(settings("foreign"), 4, 4);
    ServedPipeline single = pipeline(settings("single"), 1, 1);
    put(foreign, "elsewhere", 3 - StateMove.partition("elsewhere".getBytes(UTF_8), 4));

    assertThat(new StateMove(client(), ready, false).check(topics)).contains("all 20 keys are in");
    assertThatThrownBy(() -> new StateMove(client(), foreign, false).check(topics))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("1 of 21 keys are not in the partition");
    assertThat(new StateMove(client(), single, false).check(topics)).contains("says nothing");
    assertThat(topics.partitions(List.of(ready.changelogTopic()))).containsValue(4);
  }

  @Test
  void an_input_with_fewer_partitions_is_not_told_to_move_states() throws Exception {
    Settings settings = settings("fewer");
    pipeline(settings, 4, 2);

    assertThat(Growth.problems(settings, topics))
        .singleElement()
        .asString()
        .contains("has 2 partitions", "are in 4", "add partitions")
        .doesNotContain("move-states");
  }

  /** A pipeline that ran when its input had as many partitions as its states. */
  private ServedPipeline pipeline(Settings settings, int states, int inputs) throws Exception {
    return pipeline(settings, states, inputs, STATES);
  }

  private ServedPipeline pipeline(Settings settings, int states, int inputs, int keys)
      throws Exception {
    ServedPipeline pipeline = ServedPipeline.of(settings).get(0);
    String changelog = pipeline.changelogTopic();
    admin
        .createTopics(
            List.of(
                new NewTopic(pipeline.io().input(), inputs, ONE),
                new NewTopic(changelog, states, ONE)))
        .all()
        .get();
    for (String key : IntStream.range(0, keys).mapToObj(i -> "series" + i).toList()) {
      put(pipeline, key, StateMove.partition(key.getBytes(UTF_8), states));
    }
    return pipeline;
  }

  private void put(ServedPipeline pipeline, String key, int partition) throws Exception {
    producer
        .send(
            new ProducerRecord<>(
                pipeline.changelogTopic(), partition, key.getBytes(UTF_8), new byte[2000]))
        .get();
  }

  private Settings settings(String id) {
    Map<String, String> flags =
        Map.of(
            "bootstrap-servers",
            broker.bootstrapServers(),
            "application-id",
            id,
            "topics.prefix",
            id + ".");
    return Settings.load(Host.SERVICE, flags, Map.of(), Optional.empty());
  }

  private Map<String, String> client() {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }
}
