package io.wavecast.kafkastreams;

import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.Header;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.testkit.contract.EngineSettings;
import io.wavecast.testkit.contract.Letters;
import io.wavecast.testkit.contract.StreamUnderTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The topology in Kafka's test driver. */
final class TopologyUnderTest implements StreamUnderTest<OutputRecord> {
  static final Topics TOPICS = Topics.withPrefix("test.");

  final TopologyTestDriver driver;
  final TestInputTopic<byte[], byte[]> observations;
  final TestOutputTopic<byte[], byte[]> forecasts;
  final TestOutputTopic<byte[], byte[]> deviations;
  final TestOutputTopic<byte[], byte[]> alerts;
  final TestOutputTopic<byte[], byte[]> letters;

  private final List<OutputRecord> events = new ArrayList<>();
  private final List<DeadLetter> deadLetters = new ArrayList<>();

  TopologyUnderTest(EngineSettings engine, Path stateDir) {
    this(engine, Metrics.NONE, stateDir);
  }

  TopologyUnderTest(EngineSettings engine, Metrics metrics, Path stateDir) {
    ForecastSpec spec = engine.spec();
    Properties properties =
        StreamsRuntime.properties(
            "test",
            stateDir,
            spec.stream().linger(),
            spec.stream().maxRecordBytes(),
            Map.of("bootstrap.servers", "127.0.0.1:1"));
    driver =
        new TopologyTestDriver(
            PipelineTopology.build(spec, engine.models(), metrics, () -> 0), properties);
    observations =
        driver.createInputTopic(
            TOPICS.observations(), new ByteArraySerializer(), new ByteArraySerializer());
    forecasts = output(TOPICS.forecasts());
    deviations = output(TOPICS.deviations());
    alerts = output(TOPICS.alerts());
    letters = output(TOPICS.deadLetters());
  }

  @Override
  public void send(
      byte @Nullable [] key, byte @Nullable [] value, long timestamp, List<Header> headers) {
    Headers all = new RecordHeaders();
    headers.forEach(header -> all.add(header.name(), header.value()));
    observations.pipeInput(new TestRecord<>(key, value, all, timestamp));
  }

  @Override
  public void advance(Duration time) {
    driver.advanceWallClockTime(time);
  }

  @Override
  public void settle() {
    advance(Duration.ofSeconds(1));
  }

  @Override
  public List<OutputRecord> events() {
    take(TOPICS.forecasts(), forecasts);
    take(TOPICS.deviations(), deviations);
    take(TOPICS.alerts(), alerts);
    return events;
  }

  @Override
  public List<DeadLetter> deadLetters() {
    letters.readRecordsToList().forEach(r -> deadLetters.add(letter(r)));
    return deadLetters;
  }

  private void take(String topic, TestOutputTopic<byte[], byte[]> output) {
    output.readRecordsToList().forEach(r -> events.add(written(topic, r)));
  }

  /** Reads a dead letter back from its record. */
  static DeadLetter letter(TestRecord<byte[], byte[]> record) {
    return Letters.of(written(TOPICS.deadLetters(), record));
  }

  private static OutputRecord written(String topic, TestRecord<byte[], byte[]> record) {
    List<Header> headers = new ArrayList<>();
    record.headers().forEach(h -> headers.add(new Header(h.key(), h.value())));
    return new OutputRecord(topic, record.key(), record.value(), headers, record.timestamp());
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
