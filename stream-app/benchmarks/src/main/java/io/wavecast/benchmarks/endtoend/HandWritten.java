package io.wavecast.benchmarks.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.benchmarks.endtoend.Tally.Moment;
import io.wavecast.config.KafkaKeys;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.config.TopicKeys;
import io.wavecast.core.forecast.Forecaster;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.ForecastCodec;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.ObservationCodec;
import io.wavecast.schemas.forecast.ObservationFormat;
import io.wavecast.schemas.forecast.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What a program without a stream library would be: a consumer, windows in a map, a model, and a
 * producer whose transactions hold forecasts and offsets. It forgets its windows when it ends, and
 * it does not judge, calibrate or alert. One thread reads some of the partitions, from their
 * beginning.
 */
public final class HandWritten implements Runnable {
  private static final double LEVEL = 0.9;
  private static final long COMMIT_NANOS = 500_000_000L;

  /** As many as the service has. */
  private static final int THREADS = 2;

  private final ObservationCodec codec = new ObservationCodec(ObservationFormat.DEFAULT);
  private final Topics topics;
  private final Forecaster model;
  private final int batch;
  private final Tally tally;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<String, float[]> windows = new HashMap<>();
  private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
  private final List<Observation> pending = new ArrayList<>();
  private final float[] inputs;
  private final float[] points;
  private final float[] quantiles;
  private volatile boolean ended;

  /**
   * @param partitions of the observations that it reads
   * @param batch windows in a run of the model
   * @param tally counts its forecasts
   */
  private HandWritten(
      String servers,
      Topics topics,
      List<Integer> partitions,
      Forecaster model,
      int batch,
      Tally tally) {
    this.topics = topics;
    this.model = model;
    this.batch = batch;
    this.tally = tally;
    inputs = new float[batch * Forecaster.WINDOW];
    points = new float[batch * Forecaster.HORIZON];
    quantiles = new float[points.length * model.quantileLevels().length];
    String id = "hand-written-" + batch + "-" + partitions.get(0);
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                servers,
                "group.id",
                id,
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest",
                "max.poll.records",
                1000),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> mine =
        partitions.stream().map(p -> new TopicPartition(topics.observations(), p)).toList();
    consumer.assign(mine);
    consumer.seekToBeginning(mine);
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                servers,
                "transactional.id",
                id,
                "linger.ms",
                100,
                "batch.size",
                256 << 10,
                "compression.type",
                "lz4"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /**
   * Forecasts the records of a topic of observations from its beginning, on two threads.
   *
   * @param settings of the service, which name broker, topics and partitions
   * @param batch windows in a run of the model
   * @param n ends after so many forecasts, the first tenth of which is excluded
   */
  public static Throughput measure(Settings settings, Forecaster model, int batch, long n)
      throws InterruptedException {
    Tally tally = new Tally();
    List<HandWritten> loops = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    int partitions = settings.get(TopicKeys.PARTITIONS);
    for (int t = 0; t < THREADS; t++) {
      int first = t;
      HandWritten loop =
          new HandWritten(
              settings.get(KafkaKeys.BOOTSTRAP_SERVERS),
              PipelineSettings.topics(settings),
              IntStream.range(0, partitions).filter(p -> p % THREADS == first).boxed().toList(),
              model,
              batch,
              tally);
      loops.add(loop);
      threads.add(new Thread(loop, "hand-written-StreamThread-" + t));
    }
    threads.forEach(Thread::start);
    Moment begin = tally.await(n / 10, () -> requireAlive(threads));
    Moment end = tally.await(n, () -> requireAlive(threads));
    loops.forEach(loop -> loop.ended = true);
    for (Thread thread : threads) {
      thread.join();
    }
    return Throughput.between(begin, end, 0);
  }

  private static void requireAlive(List<Thread> threads) {
    if (!threads.stream().allMatch(Thread::isAlive)) {
      throw new IllegalStateException("a loop ended");
    }
  }

  @Override
  public void run() {
    producer.initTransactions();
    producer.beginTransaction();
    long committedAt = System.nanoTime();
    while (!ended) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(20))) {
        accept(record);
      }
      flush();
      if (System.nanoTime() - committedAt >= COMMIT_NANOS) {
        producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
        producer.commitTransaction();
        producer.beginTransaction();
        committedAt = System.nanoTime();
      }
    }
    producer.abortTransaction();
    producer.close();
    consumer.close();
  }

  private void accept(ConsumerRecord<byte[], byte[]> record) {
    Observation observation = codec.read(record.key(), record.value(), record.timestamp());
    float[] window =
        windows.computeIfAbsent(observation.series(), s -> new float[Forecaster.WINDOW + 1]);
    int filled = (int) window[Forecaster.WINDOW];
    if (filled == Forecaster.WINDOW) {
      System.arraycopy(window, 1, window, 0, Forecaster.WINDOW - 1);
      filled--;
    }
    window[filled] = (float) observation.value();
    window[Forecaster.WINDOW] = filled + 1;
    offsets.put(
        new TopicPartition(record.topic(), record.partition()),
        new OffsetAndMetadata(record.offset() + 1));
    if (filled + 1 == Forecaster.WINDOW) {
      System.arraycopy(window, 0, inputs, pending.size() * Forecaster.WINDOW, Forecaster.WINDOW);
      pending.add(observation);
      if (pending.size() == batch) {
        flush();
      }
    }
  }

  private void flush() {
    if (pending.isEmpty()) {
      return;
    }
    model.forecast(inputs, pending.size(), points, quantiles);
    int levels = model.quantileLevels().length;
    for (int i = 0; i < pending.size(); i++) {
      int from = i * Forecaster.HORIZON;
      Observation observation = pending.get(i);
      float[] lower = new float[Forecaster.HORIZON];
      float[] upper = new float[Forecaster.HORIZON];
      for (int h = 0; h < Forecaster.HORIZON; h++) {
        lower[h] = quantiles[(from + h) * levels];
        upper[h] = quantiles[(from + h + 1) * levels - 1];
      }
      Forecast forecast =
          new Forecast(
              observation.series(),
              observation.timestamp(),
              1000,
              Arrays.copyOfRange(points, from, from + Forecaster.HORIZON),
              lower,
              upper,
              LEVEL,
              model.model(),
              false,
              false);
      var unused =
          producer.send(
              new ProducerRecord<>(
                  topics.forecasts(),
                  observation.series().getBytes(UTF_8),
                  ForecastCodec.write(forecast)));
    }
    tally.addRun();
    tally.addResults(pending.size());
    pending.clear();
  }
}
