package io.wavecast.service.console;

import io.wavecast.config.KafkaConfig;
import io.wavecast.config.PipelineSettings;
import io.wavecast.kafka.registry.TopicFormats;
import io.wavecast.onnx.support.DaemonThreads;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.ObservationCodec;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.service.config.ServiceConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
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

  /** Least time between two reads of records again for series whose values are missing. */
  private static final long REREAD_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Polls of the consumer between two checks of its lag. */
  private static final int POLLS_PER_CHECK = 25;

  private final KafkaConfig kafka;
  private final ConsoleRecords records;
  private volatile Optional<IncidentRecords> incidents;

  /** Whether the incidents have been read since the reading began. */
  private volatile boolean incidentsLoaded;

  private final Thread thread = DaemonThreads.of("console-feed", this::run);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Object lock = new Object();

  /** Whether somebody asked for a series of which no values are kept. */
  private final AtomicBoolean lacksWanted = new AtomicBoolean();

  private long lastLook = System.nanoTime() - 2 * IDLE_NANOS;

  /**
   * @param formats how topics are written
   * @param live receives the records of series
   * @param liveIncidents receives the incidents, if these are enabled
   */
  public ConsoleFeed(
      ServiceConfig config, TopicFormats formats, LiveSeries live, LiveIncidents liveIncidents) {
    ObservationCodec codec = new ObservationCodec(PipelineSettings.format(config.settings()));
    kafka = config.kafka();
    records = new ConsoleRecords(config.topics(), codec, formats, live);
    incidents =
        PipelineSettings.incidentTopics(config.settings())
            .map(t -> new IncidentRecords(t.incidents(), formats.events(), liveIncidents));
  }

  /** Starts the thread; nothing is read before the first {@link #look}. */
  public void start() {
    thread.start();
  }

  /**
   * The newest values of each series, for a browser that polls. Thread-safe.
   *
   * @param series also this one, as soon as its newest records are read; "" for no other
   */
  public List<LiveSeries.Snapshot> look(String series) {
    looked();
    if (!series.isEmpty() && records.live().want(series)) {
      lacksWanted.set(true);
    }
    return records.live().snapshots();
  }

  /** The incidents, for a browser that polls. Thread-safe. */
  public IncidentList lookAtIncidents() {
    looked();
    boolean loaded = incidentsLoaded; // before the snapshot, which may grow meanwhile
    return incidents
        .map(found -> new IncidentList(true, loaded, found.live().snapshot()))
        .orElse(IncidentList.NONE);
  }

  private void looked() {
    synchronized (lock) {
      lastLook = System.nanoTime();
      lock.notifyAll();
    }
  }

  private void run() {
    while (awaitLook()) {
      try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
        follow(consumer);
      } catch (TopicAuthorizationException e) {
        LOG.debug("console may not read some topics", e); // the start of the service warns of it
        incidents = incidents.filter(i -> !e.unauthorizedTopics().contains(i.topic()));
        pause();
      } catch (KafkaException e) {
        LOG.debug("console cannot read the topics, trying again", e);
        pause();
      } catch (RuntimeException e) {
        LOG.warn("console cannot show the topics, trying again: {}", e.getMessage(), e);
        pause();
      } finally {
        incidentsLoaded = false;
      }
    }
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer) {
    Topics topics = records.topics();
    List<TopicPartition> values = partitions(consumer, topics.observations());
    values.addAll(partitions(consumer, topics.forecasts()));
    List<TopicPartition> alerts = partitions(consumer, topics.alerts());
    List<TopicPartition> states = new ArrayList<>(alerts);
    List<TopicPartition> ofIncidents = new ArrayList<>();
    incidents.ifPresent(i -> ofIncidents.addAll(partitions(consumer, i.topic())));
    states.addAll(ofIncidents);
    List<TopicPartition> all = new ArrayList<>(values);
    all.addAll(states);
    consumer.assign(all);
    // compacted: an alert that fires may have begun long ago
    consumer.seekToBeginning(states);
    seekToRecent(consumer, values, 0);
    Map<TopicPartition, Long> ends = consumer.endOffsets(ofIncidents);
    boolean lacksValues = false;
    long read = System.nanoTime();
    for (int polls = 1; isLookedAt(); polls++) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.headers().lastHeader(Observation.HISTORY_HEADER) == null) {
          lacksValues |= show(record);
        }
      }
      incidentsLoaded =
          incidentsLoaded
              || ends.entrySet().stream()
                  .allMatch(e -> consumer.position(e.getKey()) >= e.getValue());
      boolean again = lacksValues || lacksWanted.get();
      if (again && System.nanoTime() - read >= REREAD_NANOS) {
        if (lacksWanted.getAndSet(false)) {
          consumer.seekToBeginning(alerts);
        }
        seekToRecent(consumer, values, 0);
        lacksValues = false;
        read = System.nanoTime();
      }
      if (polls % POLLS_PER_CHECK == 0) {
        seekToRecent(consumer, values, 10 * RECENT);
      }
    }
  }

  /** Returns whether a series began to alert of which no values are kept. */
  private boolean show(ConsumerRecord<byte[], byte[]> record) {
    Optional<IncidentRecords> incident =
        incidents.filter(known -> known.topic().equals(record.topic()));
    incident.ifPresent(known -> known.show(record.key(), record.value()));
    return incident.isEmpty()
        && records.show(record.topic(), record.key(), record.value(), record.timestamp());
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
