package io.wavecast.kafkastreams;

import io.wavecast.core.contract.EngineSettings;
import io.wavecast.core.contract.EngineUnderTest;
import io.wavecast.core.forecast.engine.StreamSettings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.LatePolicy;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.schemas.forecast.DeviationCodec;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.ForecastCodec;
import io.wavecast.schemas.forecast.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.jspecify.annotations.Nullable;

/** The topology in Kafka's test driver. */
final class TopologyUnderTest implements EngineUnderTest {
  static final Topics TOPICS = Topics.withPrefix("wavecast.");

  final TopologyTestDriver driver;
  final TestInputTopic<byte[], byte[]> observations;
  final TestOutputTopic<byte[], byte[]> forecasts;
  final TestOutputTopic<byte[], byte[]> deviations;
  final TestOutputTopic<byte[], byte[]> alerts;
  final TestOutputTopic<byte[], byte[]> letters;

  private final StreamSettings settings;
  private final List<Event> events = new ArrayList<>();
  private final List<DeadLetter> deadLetters = new ArrayList<>();

  TopologyUnderTest(EngineSettings engine, Path stateDir) {
    this(engine, settings(engine), Metrics.NONE, stateDir);
  }

  TopologyUnderTest(
      EngineSettings engine, StreamSettings settings, Metrics metrics, Path stateDir) {
    this(
        ForecastTopology.build(settings, true, engine.step(), engine::batches, metrics, () -> 0),
        settings,
        stateDir);
  }

  TopologyUnderTest(Topology topology, StreamSettings settings, Path stateDir) {
    this.settings = settings;
    Properties properties =
        StreamsRuntime.properties(
            "test", stateDir, settings, Map.of("bootstrap.servers", "127.0.0.1:1"));
    driver = new TopologyTestDriver(topology, properties);
    observations =
        driver.createInputTopic(
            TOPICS.observations(), new ByteArraySerializer(), new ByteArraySerializer());
    forecasts = output(TOPICS.forecasts());
    deviations = output(TOPICS.deviations());
    alerts = output(TOPICS.alerts());
    letters = output(TOPICS.deadLetters());
  }

  static StreamSettings settings(EngineSettings engine) {
    StreamSettings usual = StreamSettings.of(TOPICS);
    return new StreamSettings(
        TOPICS,
        engine.format(),
        engine.lateToDeadLetters() ? LatePolicy.DEAD_LETTER : LatePolicy.DROP,
        engine.maxBatch(),
        usual.linger(),
        usual.maxRecordBytes());
  }

  @Override
  public void send(byte @Nullable [] key, byte @Nullable [] value, long timestamp) {
    observations.pipeInput(key, value, timestamp);
  }

  @Override
  public void settle() {
    driver.advanceWallClockTime(settings.linger().plus(Duration.ofMillis(1)));
  }

  @Override
  public List<Event> events() {
    forecasts.readValuesToList().forEach(value -> events.add(ForecastCodec.read(value)));
    deviations.readValuesToList().forEach(value -> events.add(DeviationCodec.read(value)));
    alerts.readValuesToList().forEach(value -> events.add(AlertCodec.read(value)));
    return events;
  }

  @Override
  public List<DeadLetter> deadLetters() {
    letters
        .readRecordsToList()
        .forEach(r -> deadLetters.add(Letters.of(r.key(), r.value(), r.headers())));
    return deadLetters;
  }

  @Override
  public void close() {
    driver.close();
  }

  private TestOutputTopic<byte[], byte[]> output(String topic) {
    return driver.createOutputTopic(
        topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
