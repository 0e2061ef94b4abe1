package io.wavecast.service.console;

import io.wavecast.config.KafkaConfig;
import io.wavecast.kafka.registry.TopicFormats;
import io.wavecast.onnx.support.DaemonThreads;
import io.wavecast.schemas.forecast.Backfill;
import io.wavecast.schemas.forecast.ObservationCodec;
import io.wavecast.schemas.forecast.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topics for the console, so that it shows what every consumer gets. It reads only while
 * a browser polls, and skips records rather than fall behind a fast stream.
 */
public final class ConsoleFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleFeed.class);

  private static final Duration POLL = Duration.ofMillis(200);
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(15);
  private static final long RETRY_MS = 2_000;

  /** How many of a partition's newest records are read when a browser starts to poll. */
  private static final long RECENT = 3_000;

  /** Polls between two reads of the newest records for series that began to alert. */
  private static final int POLLS_PER_REREAD = 5;

  /** Polls of the consumer between two checks of its lag. */
  private static final int POLLS_PER_CHECK = 25;

  private final KafkaConfig kafka;
  private final ConsoleRecords records;
  private final Thread thread = DaemonThreads.of("console-feed", this::run);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Object lock = new Object();
  private long lastLook = System.nanoTime() - 2 * IDLE_NANOS;

  /**
   * @param formats how topics are written
   * @param live receives the records
   */
  public ConsoleFeed(
      KafkaConfig kafka,
      Topics topics,
      ObservationCodec codec,
      TopicFormats formats,
      LiveSeries live) {
    this.kafka = kafka;
    this.records = new ConsoleRecords(topics, codec, formats, live);
  }

  /** Starts the thread; nothing is read before the first {@link #look}. */
  public void start() {
    thread.start();
  }

  /** The newest values of each series, for a browser that polls. Thread-safe. */
  public List<LiveSeries.Snapshot> look() {
    synchronized (lock) {
      lastLook = System.nanoTime();
      lock.notifyAll();
    }
    return records.live().snapshots();
  }

  private void run() {
    while (awaitLook()) {
      try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
        follow(consumer);
      } catch (KafkaException e) {
        LOG.debug("console cannot read the topics, trying again", e);
        pause();
      } catch (RuntimeException e) {
        LOG.warn("console cannot show the topics, trying again: {}", e.getMessage(), e);
        pause();
      }
    }
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer) {
    Topics topics = records.topics();
    List<TopicPartition> values = partitions(consumer, topics.observations());
    values.addAll(partitions(consumer, topics.forecasts()));
    List<TopicPartition> alerts = partitions(consumer, topics.alerts());
    List<TopicPartition> all = new ArrayList<>(values);
    all.addAll(alerts);
    consumer.assign(all);
    // compacted: an alert that fires may have begun long ago
    consumer.seekToBeginning(alerts);
    seekToRecent(consumer, values, 0);
    boolean lacksValues = false;
    for (int polls = 1; isLookedAt(); polls++) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.headers().lastHeader(Backfill.HEADER) == null) {
          lacksValues |=
              records.show(record.topic(), record.key(), record.value(), record.timestamp());
        }
      }
      if (lacksValues && polls % POLLS_PER_REREAD == 0) {
        seekToRecent(consumer, values, 0);
        lacksValues = false;
      }
      if (polls % POLLS_PER_CHECK == 0) {
        seekToRecent(consumer, values, 10 * RECENT);
      }
    }
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, String topic) {
    List<TopicPartition> partitions = new ArrayList<>();
    consumer
        .partitionsFor(topic)
        .forEach(p -> partitions.add(new TopicPartition(p.topic(), p.partition())));
    return partitions;
  }

  /** Skips to the newest records of partitions whose lag exceeds {@code behind}. */
  private static void seekToRecent(
      KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions, long behind) {
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    consumer
        .endOffsets(partitions)
        .forEach(
            (partition, end) -> {
              if (behind == 0 || end - consumer.position(partition) > behind) {
                consumer.seek(
                    partition, Math.max(begins.getOrDefault(partition, 0L), end - RECENT));
              }
            });
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Properties client = kafka.client();
    client.putAll(
        Map.of(
            "isolation.level", "read_committed",
            "auto.offset.reset", "latest",
            "enable.auto.commit", "false",
            "max.poll.records", "5000",
            "default.api.timeout.ms", "5000",
            "request.timeout.ms", "5000"));
    return new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private boolean isClosed() {
    return closing.getCount() == 0;
  }

  private boolean isLookedAt() {
    synchronized (lock) {
      return !isClosed() && System.nanoTime() - lastLook < IDLE_NANOS;
    }
  }

  /** Waits for the next {@link #look}; false when this is closed. */
  private boolean awaitLook() {
    synchronized (lock) {
      while (!isClosed() && System.nanoTime() - lastLook >= IDLE_NANOS) {
        try {
          lock.wait();
        } catch (InterruptedException e) {
          return false;
        }
      }
      return !isClosed();
    }
  }

  private void pause() {
    try {
      boolean unused = closing.await(RETRY_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closing.countDown();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    synchronized (lock) {
      lock.notifyAll();
    }
    try {
      thread.join(3_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
