package io.wavecast.service.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.config.KafkaConfig;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.SeriesSettings;
import io.wavecast.config.Settings;
import io.wavecast.config.WindowKeys;
import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.stream.ValueDecoder;
import io.wavecast.kafka.registry.TopicFormats;
import io.wavecast.onnx.support.DaemonThreads;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.RecordKey;
import io.wavecast.schemas.calendar.CalendarEntry;
import io.wavecast.schemas.calendar.CalendarEntryCodec;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.schemas.forecast.DeviationCodec;
import io.wavecast.schemas.forecast.ForecastCodec;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.schemas.incident.IncidentCodec;
import io.wavecast.schemas.incident.IncidentTopics;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.topics.NormalAlerts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topics for the console, so that it shows what every consumer gets, whichever engine
 * wrote it. It reads only while a browser looks, and skips records rather than fall behind a fast
 * stream. Thread-safe.
 */
public final class ConsoleFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleFeed.class);

  /** Newest records of deviations whose series are listed. */
  static final long SCANNED = 500_000;

  private static final Duration POLL = Duration.ofMillis(200);
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long RETRY_MS = 2_000;
  private static final int MAX_INCIDENTS = 500;

  /** Lag of a partition from which records are skipped. */
  private static final long MAX_LAG = 30_000;

  /** Polls of the consumer between two checks of its lag. */
  private static final int POLLS_PER_CHECK = 25;

  private final KafkaConfig kafka;
  private final Topics topics;
  private final Optional<IncidentTopics> incidentTopics;
  private final Optional<String> calendarTopic;
  private final ValueDecoder format;
  private final Settings settings;
  private final AlertSettings rules;
  private final SeriesIndex index;
  private final SeriesHistory history;
  private final AlertLog alerts = new AlertLog();
  private final LiveIncidents incidents = new LiveIncidents(MAX_INCIDENTS);
  private final DeadLetterList deadLetters = new DeadLetterList();
  private final Map<String, CalendarEntry> entries = new ConcurrentHashMap<>();

  /** Of the entries; null until it is needed after a change of them. */
  private @Nullable Calendar calendar;

  private final Set<LiveStream> streams = new CopyOnWriteArraySet<>();
  private final AtomicInteger version = new AtomicInteger();

  /** Topics that this process may not read. */
  private final Set<String> refused = ConcurrentHashMap.newKeySet();

  /** Where the next scan of a partition of deviations begins. */
  private final Map<TopicPartition, Long> scanned = new ConcurrentHashMap<>();

  private volatile boolean isScanned;
  private volatile boolean isWholeScanned = true;
  private volatile boolean statesLoaded;

  private final Thread thread = DaemonThreads.of("console-feed", this::run);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Object lock = new Object();
  private long lastLook = System.nanoTime() - 2 * IDLE_NANOS;

  /**
   * @param formats how topics are written
   */
  public ConsoleFeed(ServiceConfig config, TopicFormats formats) {
    kafka = config.kafka();
    topics = config.topics();
    incidentTopics = PipelineSettings.incidentTopics(config.settings());
    calendarTopic = PipelineSettings.followedCalendar(config.settings());
    format = formats.events();
    settings = config.settings();
    rules = PipelineSettings.alerts(settings);
    index = new SeriesIndex(SeriesSettings.labels(config.settings()));
    history = new SeriesHistory(() -> SeriesHistory.reader(kafka), topics, format, index);
  }

  /** Starts the thread; nothing is read before the first {@link #look}. */
  public void start() {
    thread.start();
  }

  /** Time of the newest value of a series, ms since the epoch; null if it is not known. */
  public @Nullable Long newest(String series) {
    return index.place(series).map(SeriesIndex.Place::time).orElse(null);
  }

  SeriesIndex index() {
    return index;
  }

  /** Whether the values of a series are rates of a counter. */
  boolean isRate(SeriesIndex.Series series) {
    return settings
        .get(WindowKeys.AS_RATE)
        .has(series.key(), SeriesSettings.labels(settings), series.labels());
  }

  /** The rules in force. */
  AlertSettings rules() {
    return rules;
  }

  SeriesHistory history() {
    return history;
  }

  AlertLog alerts() {
    return alerts;
  }

  LiveIncidents incidents() {
    return incidents;
  }

  /** Whether somebody said that an alert was normal. */
  boolean wasNormal(Alert alert) {
    return entries.values().stream().anyMatch(entry -> NormalAlerts.saysNormal(entry, alert));
  }

  /** Whether an entry of the calendar's topic mutes the series of an alert now. */
  boolean isMuted(Alert alert) {
    Calendar now;
    synchronized (entries) {
      now = calendar == null ? calendarOf(entries.values()) : calendar;
      calendar = now;
    }
    return now.at(alert.series(), alert.labels(), System.currentTimeMillis()).isMuted();
  }

  private static Calendar calendarOf(Collection<CalendarEntry> entries) {
    try {
      return new Calendar(List.copyOf(entries), LOG::debug);
    } catch (IllegalArgumentException e) { // pipelines refuse such an entry, and say so
      return new Calendar(List.of());
    }
  }

  DeadLetterList deadLetters() {
    return deadLetters;
  }

  /** Grows with each change of an alert or incident. */
  int version() {
    return version.get();
  }

  /** Whether incidents are made, and may be read. */
  boolean hasIncidents() {
    return incidentTopics.filter(t -> !refused.contains(t.incidents())).isPresent();
  }

  /** Whether alerts and incidents are known up to when the reading began. */
  boolean isLoaded() {
    return statesLoaded;
  }

  /** Whether the scan for series has ended, and alerts and incidents are read. */
  boolean isListed() {
    return isScanned && statesLoaded;
  }

  /** Whether the list has every series of which the topics hold a value. */
  boolean isComplete() {
    return isListed() && isWholeScanned && index.isComplete() && refused.isEmpty();
  }

  /** Why something is missing; empty if nothing is. */
  String problem() {
    return refused.isEmpty() ? "" : "may not read " + String.join(", ", refused);
  }

  /** Begins to tell a browser of changes. */
  void open(LiveStream stream) {
    streams.add(stream);
  }

  void close(LiveStream stream) {
    streams.remove(stream);
  }

  /** Says that somebody looks: the topics are read for a while. */
  void look() {
    synchronized (lock) {
      lastLook = System.nanoTime();
      lock.notifyAll();
    }
  }

  private void run() {
    while (awaitLook()) {
      try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
        follow(consumer);
        refused.clear(); // rights may have changed by the next look
      } catch (TopicAuthorizationException e) {
        LOG.debug("console may not read some topics", e); // the start of the service warns of it
        refused.addAll(e.unauthorizedTopics());
        pause();
      } catch (KafkaException e) {
        LOG.debug("console cannot read the topics, trying again", e);
        pause();
      } catch (RuntimeException e) {
        LOG.warn("console cannot show the topics, trying again: {}", e.getMessage(), e);
        pause();
      } finally {
        statesLoaded = false; // old when somebody looks again
        isScanned = false;
      }
    }
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> deviations = partitions(consumer, topics.deviations());
    List<TopicPartition> values = new ArrayList<>(deviations);
    values.addAll(partitions(consumer, topics.forecasts()));
    List<TopicPartition> states = partitions(consumer, topics.alerts());
    incidentTopics.ifPresent(t -> states.addAll(partitions(consumer, t.incidents())));
    calendarTopic.ifPresent(t -> states.addAll(partitions(consumer, t)));
    List<TopicPartition> dead = partitions(consumer, topics.deadLetters());
    alerts.clear();
    index.forgetAlerts();
    incidents.clear();
    entries.clear();
    deadLetters.clear();
    List<TopicPartition> all = new ArrayList<>(values);
    all.addAll(states);
    all.addAll(dead);
    consumer.assign(all);
    // compacted: an alert that fires may have begun long ago
    consumer.seekToBeginning(states);
    seekBack(consumer, dead, DeadLetterList.MOST, 0);
    Map<TopicPartition, Long> ends = consumer.endOffsets(all);
    values.forEach(partition -> consumer.seek(partition, offset(ends, partition)));
    states.addAll(dead); // loaded when these are read, too
    try (KafkaConsumer<byte[], byte[]> scanner = consumer()) {
      seekToUnlisted(scanner, deviations, ends);
      for (int polls = 1; isLookedAt(); polls++) {
        isScanned = isScanned || isRead(scanner, deviations, ends);
        if (!isScanned) {
          scanner.poll(POLL).forEach(this::list);
        }
        consumer.poll(isScanned ? POLL : Duration.ZERO).forEach(this::show);
        statesLoaded = statesLoaded || isRead(consumer, states, ends);
        if (polls % POLLS_PER_CHECK == 0 && seekBack(consumer, values, 0, MAX_LAG)) {
          isWholeScanned = false;
        }
      }
    }
    if (isScanned) {
      deviations.forEach(partition -> scanned.put(partition, consumer.position(partition)));
    }
  }

  /** Moves to the records whose series are not listed yet. */
  private void seekToUnlisted(
      KafkaConsumer<byte[], byte[]> scanner,
      List<TopicPartition> partitions,
      Map<TopicPartition, Long> ends) {
    scanner.assign(partitions);
    Map<TopicPartition, Long> begins = scanner.beginningOffsets(partitions);
    for (TopicPartition partition : partitions) {
      long first = Math.max(offset(begins, partition), scanned.getOrDefault(partition, 0L));
      long from = Math.max(first, offset(ends, partition) - SCANNED / partitions.size());
      isWholeScanned &= from == first;
      scanner.seek(partition, from);
    }
  }

  private static boolean isRead(
      KafkaConsumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      Map<TopicPartition, Long> ends) {
    return partitions.stream().allMatch(p -> consumer.position(p) >= offset(ends, p));
  }

  private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
    return Objects.requireNonNull(offsets.get(partition));
  }

  private void list(ConsumerRecord<byte[], byte[]> record) {
    byte @Nullable [] key = record.key();
    if (key != null) {
      index.seen(
          new String(key, UTF_8),
          new SeriesIndex.Place(record.partition(), record.offset(), record.timestamp()));
    }
  }

  private void show(ConsumerRecord<byte[], byte[]> record) {
    String topic = record.topic();
    try {
      if (topic.equals(topics.deviations())) {
        list(record);
        tell(record, DeviationCodec::read, LiveStream::add);
      } else if (topic.equals(topics.forecasts())) {
        tell(record, ForecastCodec::read, LiveStream::add);
      } else if (topic.equals(topics.alerts())) {
        alert(record);
      } else if (topic.equals(topics.deadLetters())) {
        deadLetters.add(record);
      } else if (topic.equals(calendarTopic.orElse(""))) {
        entry(record);
      } else {
        incident(record);
      }
    } catch (BadRecordException e) {
      LOG.trace("not shown: {}", e.getMessage());
    }
  }

  private <T> void tell(
      ConsumerRecord<byte[], byte[]> record,
      Function<byte[], T> codec,
      BiConsumer<LiveStream, T> add) {
    byte @Nullable [] key = record.key();
    if (key == null || record.value() == null || streams.isEmpty()) {
      return;
    }
    String series = new String(key, UTF_8);
    List<LiveStream> showing = streams.stream().filter(s -> s.shows(series)).toList();
    if (!showing.isEmpty()) {
      T event = codec.apply(json(record));
      showing.forEach(stream -> add.accept(stream, event));
    }
  }

  private byte[] json(ConsumerRecord<byte[], byte[]> record) {
    return Objects.requireNonNull(format.decode(record.value()));
  }

  private void alert(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      index.expired(RecordKey.decode(record.key(), "the series"), record.timestamp());
    } else {
      Alert alert = AlertCodec.read(json(record));
      alerts.add(alert);
      if (index.alerted(alert)) {
        streams.forEach(stream -> stream.add(alert));
      }
    }
    version.incrementAndGet();
  }

  private void entry(ConsumerRecord<byte[], byte[]> record) {
    String name = RecordKey.decode(record.key(), "the entry");
    entries.remove(name);
    if (record.value() != null) {
      entries.put(name, CalendarEntryCodec.read(record.value()));
    }
    synchronized (entries) {
      calendar = null;
    }
    version.incrementAndGet();
  }

  private void incident(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      incidents.remove(RecordKey.decode(record.key(), "the incident"));
    } else {
      incidents.add(IncidentCodec.read(json(record)));
    }
    version.incrementAndGet();
  }

  private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
    List<TopicPartition> partitions = new ArrayList<>();
    if (!refused.contains(topic)) {
      consumer
          .partitionsFor(topic)
          .forEach(p -> partitions.add(new TopicPartition(p.topic(), p.partition())));
    }
    return partitions;
  }

  /** Moves to the newest records of partitions whose lag is at least {@code lag}, if any. */
  private static boolean seekBack(
      KafkaConsumer<byte[], byte[]> consumer,
      Collection<TopicPartition> partitions,
      long newest,
      long lag) {
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    boolean isMoved = false;
    for (Map.Entry<TopicPartition, Long> end : consumer.endOffsets(partitions).entrySet()) {
      TopicPartition partition = end.getKey();
      if (lag == 0 || end.getValue() - consumer.position(partition) > lag) {
        long from = Math.max(offset(begins, partition), end.getValue() - newest);
        consumer.seek(partition, from);
        isMoved = true;
      }
    }
    return isMoved;
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return SeriesHistory.consumer(kafka);
  }

  boolean isClosed() {
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
