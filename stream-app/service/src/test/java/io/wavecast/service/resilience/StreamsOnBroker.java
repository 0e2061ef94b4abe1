package io.wavecast.service.resilience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.kafka.topics.TopicAdmin;
import io.wavecast.kafka.topics.TopicSpec;
import io.wavecast.kafkastreams.PipelineTopology;
import io.wavecast.kafkastreams.StreamsRuntime;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.ForecastCodec;
import io.wavecast.schemas.forecast.ObservationFormat;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.testkit.kafka.CommittedRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;
import org.junit.jupiter.api.TestInfo;

/** A broker in this process, and streams of forecasts on it, each on its own topics. */
final class StreamsOnBroker implements AutoCloseable {
  static final int PARTITIONS = 3;
  private static final double LEVEL = 0.9;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path dir;
  private final EmbeddedBroker broker;
  final KafkaProducer<byte[], byte[]> producer;

  StreamsOnBroker(Path dir) {
    this.dir = dir;
    Map<String, String> properties = Map.of("group.min.session.timeout.ms", "1000");
    broker = EmbeddedBroker.start(new BrokerSettings(dir.resolve("broker"), 0, properties));
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "max.request.size",
                2 << 20,
                "max.in.flight.requests.per.connection",
                1),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Creates topics named after a test. */
  Topics topics(TestInfo test) {
    return topics(test.getTestMethod().orElseThrow().getName() + ".");
  }

  Topics topics(String prefix) {
    Topics topics = Topics.withPrefix(prefix);
    try (TopicAdmin admin =
        new TopicAdmin(
            Map.of("bootstrap.servers", broker.bootstrapServers()), Duration.ofMinutes(1))) {
      admin.ensure(
          TopicSpec.of(topics, PARTITIONS, (short) 1, Optional.empty(), OptionalLong.empty()));
    }
    return topics;
  }

  /** Changes the configuration of a topic. */
  void configure(String topic, String name, String value) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    AlterConfigOp change =
        new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
    }
  }

  /** A stream of observations in the default format. */
  StreamsRuntime stream(Topics topics, Forecaster model) {
    return stream(topics, ObservationFormat.DEFAULT, model, Map.of());
  }

  /** A stream whose cluster does not answer. */
  StreamsRuntime absent(Topics topics, Forecaster model) {
    return stream(
        topics, ObservationFormat.DEFAULT, model, Map.of("bootstrap.servers", "127.0.0.1:1"));
  }

  /**
   * @param more overrides of the properties
   */
  StreamsRuntime stream(
      Topics topics, ObservationFormat format, Forecaster model, Map<String, String> more) {
    return stream(topics, format, model, Metrics.NONE, more);
  }

  StreamsRuntime stream(
      Topics topics,
      ObservationFormat format,
      Forecaster model,
      Metrics metrics,
      Map<String, String> more) {
    return new StreamsRuntime(
        topology(topics, format, model, metrics), properties(topics, more), (now, before) -> {});
  }

  /** A stream whose commits are acknowledged and lost: each transaction is aborted. */
  KafkaStreams losing(Topics topics, Forecaster model, Metrics metrics) {
    return new KafkaStreams(
        topology(topics, ObservationFormat.DEFAULT, model, metrics),
        properties(topics, Map.of()),
        new DefaultKafkaClientSupplier() {
          @Override
          public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
            return new KafkaProducer<>(
                config, new ByteArraySerializer(), new ByteArraySerializer()) {
              @Override
              public void commitTransaction() {
                abortTransaction();
              }
            };
          }
        });
  }

  private static Topology topology(
      Topics topics, ObservationFormat format, Forecaster model, Metrics metrics) {
    StreamSettings usual = StreamSettings.of(topics);
    StreamSettings settings =
        new StreamSettings(
            topics,
            format,
            usual.latePolicy(),
            usual.maxBatch(),
            usual.linger(),
            usual.maxRecordBytes());
    return PipelineTopology.build(
        ForecastSpec.of(settings, LEVEL), Forecasters.of(model), metrics, System::nanoTime);
  }

  private Properties properties(Topics topics, Map<String, String> more) {
    StreamSettings usual = StreamSettings.of(topics);
    Map<String, String> overrides = new HashMap<>(more);
    overrides.putIfAbsent("bootstrap.servers", broker.bootstrapServers());
    overrides.put("consumer.group.instance.id", "one");
    // the thread that replaces a failed one waits for the end of its session
    overrides.put("consumer.session.timeout.ms", "3000");
    overrides.put("consumer.heartbeat.interval.ms", "500");
    return StreamsRuntime.properties(
        topics.observations(), stateDir(), usual.linger(), usual.maxRecordBytes(), overrides);
  }

  /** Holds the local stores, by application. */
  Path stateDir() {
    return dir.resolve("state");
  }

  void send(Topics topics, String key, byte[] value) {
    producer.send(new ProducerRecord<>(topics.observations(), key.getBytes(UTF_8), value));
    producer.flush();
  }

  /** Sends it until its time is accepted: a topic's new configuration holds a moment later. */
  void sendAccepted(ProducerRecord<byte[], byte[]> record) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsMatching(e -> e.getCause() instanceof InvalidTimestampException)
        .until(() -> producer.send(record).get().hasOffset());
  }

  /** Sends an observation of one series for each of these seconds; the second is the value. */
  void observe(Topics topics, int from, int to) {
    for (int i = from; i < to; i++) {
      send(topics, "cpu", json("{\"timestamp\":%d,\"value\":%d}", 1000L * i, i));
    }
  }

  /** Asserts that there is one forecast for each of these seconds from 1 on, in order. */
  void assertForecasts(Topics topics, int to) {
    assertThat(forecasts(topics, to - 1))
        .extracting(Forecast::origin)
        .isEqualTo(LongStream.range(1, to).mapToObj(i -> 1000L * i).toList());
  }

  List<Forecast> forecasts(Topics topics, int n) {
    return read(topics.forecasts(), n).stream().map(r -> ForecastCodec.read(r.value())).toList();
  }

  /** All committed records of a topic once it has the given number. */
  List<ConsumerRecord<byte[], byte[]>> read(String topic, int n) {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (CommittedRecords records = new CommittedRecords(broker.bootstrapServers(), topic)) {
      records.await(() -> all.size() >= n, PATIENCE, all::add);
    }
    assertThat(all).as(topic).hasSize(n);
    return all;
  }

  static byte[] json(String format, Object... args) {
    return format.formatted(args).getBytes(UTF_8);
  }

  @Override
  public void close() {
    producer.close();
    broker.close();
  }
}
