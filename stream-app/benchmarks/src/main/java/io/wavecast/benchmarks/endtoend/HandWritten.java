package io.wavecast.benchmarks.endtoend;

import io.wavecast.benchmarks.endtoend.Tally.Moment;
import io.wavecast.config.KafkaKeys;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.config.TopicKeys;
import io.wavecast.core.forecast.Forecaster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
 * What a program without a stream library would be: a consumer, some {@link Work} with its states
 * in memory, and a producer whose transactions hold results and offsets. It forgets its states when
 * it ends. One thread reads some of the partitions, from their beginning.
 */
public final class HandWritten implements Runnable {
  private static final long COMMIT_NANOS = 500_000_000L;

  /** As many as the service has. */
  private static final int THREADS = 2;

  private final Work work;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
  private volatile boolean ended;

  /** What is done with the observations. Not thread-safe. */
  interface Work {
    /** Takes an observation. */
    void accept(ConsumerRecord<byte[], byte[]> record);

    /** Completes what is pending. */
    void flush();

    /** Makes the work of one thread, whose results are sent by a consumer of records. */
    @FunctionalInterface
    interface Maker {
      /** Makes it. */
      Work make(Consumer<ProducerRecord<byte[], byte[]>> out);
    }
  }

  /**
   * @param partitions of the observations that it reads
   */
  private HandWritten(
      String servers, String topic, List<Integer> partitions, String name, Work.Maker maker) {
    String id = "hand-written-" + name + "-" + partitions.get(0);
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
    List<TopicPartition> mine = partitions.stream().map(p -> new TopicPartition(topic, p)).toList();
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
    work =
        maker.make(
            record -> {
              var unused = producer.send(record);
            });
  }

  /**
   * Forecasts the records of a topic of observations from its beginning, on two threads, and does
   * nothing else.
   *
   * @param settings of the service, which name broker, topics and partitions
   * @param batch windows in a run of the model
   * @param n ends after so many forecasts, the first tenth of which is excluded
   */
  public static Throughput forecasts(Settings settings, Forecaster model, int batch, long n)
      throws InterruptedException {
    Tally tally = new Tally();
    String topic = PipelineSettings.topics(settings).forecasts();
    return measure(
        settings,
        "windows-" + batch,
        tally,
        n / 10,
        n,
        out -> new WindowsByHand(topic, model, batch, tally, out));
  }

  /**
   * The same with the complete pipeline of the service, which forecasts from the second observation
   * of a series on.
   *
   * @param before forecasts that are excluded
   */
  public static Throughput pipeline(Settings settings, Forecaster model, long before, long n)
      throws InterruptedException {
    Counters counters = new Counters();
    return measure(
        settings,
        "pipeline",
        counters.tally(),
        before,
        before + n,
        out -> new PipelineByHand(settings, model, counters, out));
  }

  private static Throughput measure(
      Settings settings, String name, Tally tally, long before, long n, Work.Maker maker)
      throws InterruptedException {
    List<HandWritten> loops = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    int partitions = settings.get(TopicKeys.PARTITIONS);
    for (int t = 0; t < THREADS; t++) {
      int first = t;
      HandWritten loop =
          new HandWritten(
              settings.get(KafkaKeys.BOOTSTRAP_SERVERS),
              PipelineSettings.topics(settings).observations(),
              IntStream.range(0, partitions).filter(p -> p % THREADS == first).boxed().toList(),
              name,
              maker);
      loops.add(loop);
      threads.add(new Thread(loop, "hand-written-StreamThread-" + t));
    }
    threads.forEach(Thread::start);
    Moment begin = tally.await(before, () -> requireAlive(threads));
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
        work.accept(record);
        offsets.put(
            new TopicPartition(record.topic(), record.partition()),
            new OffsetAndMetadata(record.offset() + 1));
      }
      work.flush();
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
}
