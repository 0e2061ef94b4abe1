package io.wavecast.service.resilience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.engine.ForecastSpec;
import io.wavecast.core.forecast.engine.StreamSettings;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.model.ModelException;
import io.wavecast.kafkastreams.PipelineTopology;
import io.wavecast.kafkastreams.StreamsRuntime;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.schemas.ModelRef;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.ForecastCodec;
import io.wavecast.schemas.forecast.ObservationFormat;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.service.topics.TopicAdmin;
import io.wavecast.service.topics.TopicSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What only a real broker shows: sizes, routing through a topic, failures, restarts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@Tag("slow")
class StreamOnBrokerTest {
  private static final int PARTITIONS = 3;
  private static final double LEVEL = 0.9;

  private EmbeddedBroker broker;
  private KafkaProducer<byte[], byte[]> producer;
  private Path dir;

  @BeforeAll
  void start(@TempDir Path dir) {
    this.dir = dir;
    broker = EmbeddedBroker.start(new BrokerSettings(dir.resolve("broker"), 0));
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

  @AfterAll
  void stop() {
    producer.close();
    broker.close();
  }

  @Test
  void the_largest_record_of_a_broker_is_dead_lettered_in_full(TestInfo test) {
    Topics topics = topics(test);
    byte[] largest = new byte[1_048_576 - 200];
    try (StreamsRuntime stream = stream(topics, ObservationFormat.DEFAULT, new WindowSums())) {
      stream.start();
      send(topics, "cpu", largest);
      send(topics, "cpu", "garbage".getBytes(UTF_8));

      List<ConsumerRecord<byte[], byte[]>> letters = read(topics.deadLetters(), 2);

      assertThat(letters.get(0).value()).isEqualTo(largest);
      assertThat(letters.get(0).headers().lastHeader(DeadLetter.ERROR_CLASS).value())
          .isEqualTo("too-large".getBytes(UTF_8));
      assertThat(letters.get(1).value()).isEqualTo("garbage".getBytes(UTF_8));
    }
  }

  @Test
  void a_series_named_in_the_payload_is_merged_from_all_partitions(TestInfo test) {
    Topics topics = topics(test);
    ObservationFormat format = ObservationFormat.of("/id", "/t", "/v", 1000);
    try (StreamsRuntime stream = stream(topics, format, new WindowSums())) {
      stream.start();
      for (int part = 0; part < 3; part++) {
        for (int i = 20 * part; i < 20 * part + 20; i++) {
          send(topics, "key " + part, json("{\"id\":\"a\",\"t\":%d,\"v\":%d}", i, i));
        }
        read(topics.forecasts(), 20 * part + 19);
      }

      List<Forecast> forecasts = forecasts(topics, 59);

      assertThat(forecasts)
          .extracting(Forecast::origin)
          .isEqualTo(IntStream.range(1, 60).mapToObj(i -> (long) i).toList());
      assertThat(forecasts.get(58).yhat()[0]).isEqualTo(IntStream.range(10, 60).sum());
    }
  }

  @Test
  void an_accepted_future_time_does_not_end_the_stream(TestInfo test) {
    Topics topics = topics(test);
    long recordTime = System.currentTimeMillis() + Duration.ofMinutes(50).toMillis();
    long first = recordTime + Duration.ofMinutes(50).toMillis();
    try (StreamsRuntime stream = stream(topics, ObservationFormat.DEFAULT, new WindowSums())) {
      stream.start();
      for (long time = first; time < first + 3; time++) {
        byte[] value = json("{\"timestamp\":%d,\"value\":%d}", time, 1);
        producer.send(
            new ProducerRecord<>(
                topics.observations(), 0, recordTime, "cpu".getBytes(UTF_8), value));
      }
      producer.flush();

      assertThat(forecasts(topics, 2))
          .extracting(Forecast::origin)
          .containsExactly(first + 1, first + 2);
    }
  }

  @Test
  void a_temporary_model_failure_loses_nothing(TestInfo test) {
    Topics topics = topics(test);
    FailingModel model = new FailingModel(2);
    try (StreamsRuntime stream = stream(topics, ObservationFormat.DEFAULT, model)) {
      stream.start();
      sendSixty(topics);

      List<Forecast> forecasts = forecasts(topics, 59);

      assertThat(model.failures.get()).isEqualTo(0);
      assertThat(forecasts)
          .extracting(Forecast::origin)
          .isEqualTo(IntStream.range(1, 60).mapToObj(i -> 1000L * i).toList());
      assertThat(stream.isLive()).isTrue();
      assertThat(stream.stopped()).isNotDone();
    }
  }

  @Test
  void a_permanent_model_failure_ends_the_stream_with_its_reason(TestInfo test) throws Exception {
    Topics topics = topics(test);
    try (StreamsRuntime stream =
        stream(topics, ObservationFormat.DEFAULT, new FailingModel(Integer.MAX_VALUE))) {
      stream.start();
      assertThat(stream.isLive()).isTrue();
      sendSixty(topics);

      Optional<Throwable> end = stream.stopped().get(4, TimeUnit.MINUTES);

      assertThat(end.orElseThrow()).hasRootCauseMessage("out of order");
      assertThat(stream.isLive()).isFalse();
      assertThat(stream.isReady()).isFalse();
    }
  }

  @Test
  void a_closed_stream_resumes_after_its_last_commit(TestInfo test) throws Exception {
    Topics topics = topics(test);
    for (int part = 0; part < 3; part++) {
      try (StreamsRuntime stream = stream(topics, ObservationFormat.DEFAULT, new WindowSums())) {
        stream.start();
        stream.ready().get(2, TimeUnit.MINUTES);
        await().until(stream::isReady);
        for (int i = 20 * part; i < 20 * part + 20; i++) {
          send(topics, "cpu", json("{\"timestamp\":%d,\"value\":%d}", 1000L * i, i));
        }
        read(topics.forecasts(), 20 * part + 19);
      }
    }

    assertThat(forecasts(topics, 59))
        .extracting(Forecast::origin)
        .isEqualTo(IntStream.range(1, 60).mapToObj(i -> 1000L * i).toList());
  }

  @Test
  void a_lagging_thread_does_not_block_a_partition(TestInfo test) {
    int backlog = 30_000;
    Topics topics = topics(test);
    for (int i = 0; i < backlog; i++) {
      for (int p = 0; p < PARTITIONS; p++) {
        byte[] value = json("{\"timestamp\":%d,\"value\":%d}", 1000L * i, p);
        producer.send(new ProducerRecord<>(topics.observations(), p, new byte[] {'s'}, value));
      }
    }
    producer.flush();
    int each = backlog - Forecaster.WINDOW + 1;
    TurnsModel model = new TurnsModel(each);
    try (StreamsRuntime stream =
        stream(topics, ObservationFormat.DEFAULT, model, Map.of("num.stream.threads", "1"))) {
      stream.start();

      await().atMost(Duration.ofMinutes(2)).until(() -> model.seen.get() == PARTITIONS * each);
    }

    assertThat(model.longestTurn).isLessThan(backlog / 4);
  }

  private void sendSixty(Topics topics) {
    for (int i = 0; i < 60; i++) {
      send(topics, "cpu", json("{\"timestamp\":%d,\"value\":%d}", 1000L * i, i));
    }
  }

  private Topics topics(TestInfo test) {
    Topics topics = Topics.withPrefix(test.getTestMethod().orElseThrow().getName() + ".");
    try (TopicAdmin admin = new TopicAdmin(client(), Duration.ofMinutes(1))) {
      admin.ensure(
          TopicSpec.of(topics, PARTITIONS, (short) 1, Optional.empty(), OptionalLong.empty()));
    }
    return topics;
  }

  private StreamsRuntime stream(Topics topics, ObservationFormat format, Forecaster model) {
    return stream(topics, format, model, Map.of());
  }

  private StreamsRuntime stream(
      Topics topics, ObservationFormat format, Forecaster model, Map<String, String> more) {
    Map<String, String> overrides = new HashMap<>(more);
    overrides.put("bootstrap.servers", broker.bootstrapServers());
    overrides.put("consumer.group.instance.id", "one");
    StreamSettings usual = StreamSettings.of(topics);
    StreamSettings settings =
        new StreamSettings(
            topics,
            format,
            usual.latePolicy(),
            usual.maxBatch(),
            usual.linger(),
            usual.maxRecordBytes());
    return new StreamsRuntime(
        PipelineTopology.build(
            ForecastSpec.of(settings, LEVEL),
            true,
            Forecasters.of(model),
            Metrics.NONE,
            System::nanoTime),
        StreamsRuntime.properties(
            topics.observations(),
            dir.resolve("state"),
            settings.linger(),
            settings.maxRecordBytes(),
            overrides),
        Instant::now);
  }

  private void send(Topics topics, String key, byte[] value) {
    producer.send(new ProducerRecord<>(topics.observations(), key.getBytes(UTF_8), value));
    producer.flush();
  }

  private List<Forecast> forecasts(Topics topics, int n) {
    return read(topics.forecasts(), n).stream().map(r -> ForecastCodec.read(r.value())).toList();
  }

  /** All committed records of a topic once it has the given number. */
  private List<ConsumerRecord<byte[], byte[]>> read(String topic, int n) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    Map<String, Object> properties =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties, bytes, bytes)) {
      List<TopicPartition> partitions =
          IntStream.range(0, PARTITIONS).mapToObj(p -> new TopicPartition(topic, p)).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
      while (records.size() < n && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    assertThat(records).as(topic).hasSize(n);
    return records;
  }

  private Map<String, Object> client() {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }

  private static byte[] json(String format, Object... args) {
    return format.formatted(args).getBytes(UTF_8);
  }

  /** Notes how many windows in a row it is given of one series, whose values are all the same. */
  private static final class TurnsModel implements Forecaster {
    private final WindowSums model = new WindowSums();
    private final int each;
    private final int[] seenOf = new int[PARTITIONS];
    final AtomicInteger seen = new AtomicInteger();
    volatile int longestTurn;
    private int turn;
    private int last;

    /** Whether the first turn has ended: tasks start one after the other, so it may be long. */
    private boolean begun;

    /**
     * @param each how many windows each partition has
     */
    TurnsModel(int each) {
      this.each = each;
    }

    @Override
    public ModelRef model() {
      return model.model();
    }

    @Override
    public double[] quantileLevels() {
      return model.quantileLevels();
    }

    @Override
    public void forecast(float[] windows, int n, float[] forecasts, float[] quantiles) {
      for (int i = 0; i < n; i++) {
        int partition = (int) windows[i * WINDOW];
        seenOf[partition]++;
        begun |= seen.get() > 0 && partition != last;
        turn = partition == last ? turn + 1 : 1;
        last = partition;
        if (begun && othersWait(partition)) {
          longestTurn = Math.max(longestTurn, turn);
        }
      }
      model.forecast(windows, n, forecasts, quantiles);
      seen.addAndGet(n);
    }

    private boolean othersWait(int partition) {
      return IntStream.range(0, PARTITIONS).anyMatch(p -> p != partition && seenOf[p] < each);
    }
  }

  /** Fails the given number of times, then works. */
  private static final class FailingModel implements Forecaster {
    private final WindowSums model = new WindowSums();
    final AtomicInteger failures;

    FailingModel(int failures) {
      this.failures = new AtomicInteger(failures);
    }

    @Override
    public ModelRef model() {
      return model.model();
    }

    @Override
    public double[] quantileLevels() {
      return model.quantileLevels();
    }

    @Override
    public void forecast(float[] windows, int n, float[] forecasts, float[] quantiles) {
      if (failures.get() > 0) {
        failures.decrementAndGet();
        throw new ModelException("model can't run", new IllegalStateException("out of order"));
      }
      model.forecast(windows, n, forecasts, quantiles);
    }
  }
}
