package io.wavecast.service.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.config.KafkaConfig;
import io.wavecast.config.SeriesSettings;
import io.wavecast.core.stream.ValueDecoder;
import io.wavecast.core.text.FailureException;
import io.wavecast.kafka.registry.TopicFormats;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.DeviationCodec;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.ForecastCodec;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.service.config.ServiceConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what the topics still hold of single series: the newest values, or those of a time. A read
 * is bounded in records and seconds, and at most {@value #READERS} are under way. Thread-safe.
 */
public final class SeriesHistory {
  private static final Logger LOG = LoggerFactory.getLogger(SeriesHistory.class);

  /** Reads at the same time; further ones wait. */
  static final int READERS = 3;

  /** Most records that one read looks at, of whichever series. */
  static final int MAX_RECORDS = 2_000_000;

  /** Most values that one read keeps, a few hundred bytes each. */
  private static final int MAX_VALUES = 200_000;

  private static final Duration LIMIT = Duration.ofSeconds(8);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration POLL = Duration.ofMillis(200);

  /** Records of the first range that a search for newest values reads; the next are longer. */
  private static final long FIRST_RANGE = 5_000;

  private static final int RANGE_GROWTH = 4;

  /** Records of other series between a value and the forecast made from it. */
  private static final long FORECAST_RANGE = 20_000;

  private final Supplier<KafkaConsumer<byte[], byte[]>> consumers;
  private final Topics topics;
  private final ValueDecoder format;
  private final SeriesIndex index;
  private final Semaphore readers = new Semaphore(READERS);

  /**
   * @param consumers creates the consumer of a read
   * @param format how events are written
   * @param index knows where series are
   */
  SeriesHistory(
      Supplier<KafkaConsumer<byte[], byte[]>> consumers,
      Topics topics,
      ValueDecoder format,
      SeriesIndex index) {
    this.consumers = consumers;
    this.topics = topics;
    this.format = format;
    this.index = index;
  }

  /** Of a command: series are where Kafka's producers choose by their keys. */
  public static SeriesHistory of(ServiceConfig config) {
    return new SeriesHistory(
        () -> reader(config.kafka()),
        config.topics(),
        TopicFormats.of(config.settings()).events(),
        new SeriesIndex(SeriesSettings.labels(config.settings())));
  }

  /** A consumer that reads one partition after another. */
  static KafkaConsumer<byte[], byte[]> reader(KafkaConfig kafka) {
    // a broker answers one fetch at a time: that of the next partition waits for the one that
    // finds no more records of the last
    return consumer(kafka, Map.of("fetch.max.wait.ms", "20"));
  }

  /** A consumer in no group, which has no partitions yet. */
  static KafkaConsumer<byte[], byte[]> consumer(KafkaConfig kafka) {
    return consumer(kafka, Map.of());
  }

  private static KafkaConsumer<byte[], byte[]> consumer(
      KafkaConfig kafka, Map<String, String> more) {
    Properties client = kafka.client();
    client.putAll(more);
    client.putAll(
        Map.of(
            "isolation.level", "read_committed",
            "auto.offset.reset", "earliest",
            "enable.auto.commit", "false",
            "allow.auto.create.topics", "false",
            "max.poll.records", "10000",
            "default.api.timeout.ms", "8000",
            "request.timeout.ms", "8000"));
    return new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * What was found of a series.
   *
   * @param values oldest first
   * @param forecast that made from the newest of them, if it was found
   * @param isComplete whether no bound ended the read
   */
  public record Found(List<Deviation> values, Optional<Forecast> forecast, boolean isComplete) {}

  /**
   * The newest values of some series, with the forecasts made from the last of them.
   *
   * @param most values of each
   */
  Map<String, Found> newest(Collection<String> series, int most) {
    return with(
        read -> {
          Map<String, Found> found = new HashMap<>();
          series.stream()
              .collect(Collectors.groupingBy(read::partition))
              .forEach(
                  (partition, keys) -> {
                    read.renew((long) MAX_RECORDS * keys.size() / series.size(), LIMIT);
                    found.putAll(read.newest(partition, keys, most));
                  });
          return found;
        });
  }

  /** The same of one series. */
  public Found newest(String series, int most) {
    return Objects.requireNonNull(newest(List.of(series), most).get(series));
  }

  /**
   * The values of a time.
   *
   * @param from ms since the epoch
   * @param to ms since the epoch, included
   */
  public Found between(String series, long from, long to) {
    return with(read -> read.between(series, from, to));
  }

  /**
   * A consumer of deviations, forecasts and alerts that begins at a time or before, with those of
   * other series that share their partitions. The caller closes it.
   *
   * @param from ms since the epoch
   */
  public KafkaConsumer<byte[], byte[]> follow(String series, long from) {
    KafkaConsumer<byte[], byte[]> consumer = consumers.get();
    Read read = new Read(consumer);
    List<TopicPartition> partitions =
        Stream.of(topics.deviations(), topics.forecasts(), topics.alerts())
            .map(topic -> read.partition(topic, series))
            .toList();
    consumer.assign(partitions);
    partitions.forEach(partition -> consumer.seek(partition, read.at(partition, from)));
    return consumer;
  }

  /** Some of the series that have values now. */
  public Set<String> someSeries() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumers.get()) {
      Read read = new Read(consumer);
      Set<String> keys = new TreeSet<>();
      for (PartitionInfo each : consumer.partitionsFor(topics.deviations())) {
        TopicPartition partition = new TopicPartition(each.topic(), each.partition());
        long end = read.end(partition);
        long from = Math.max(read.begin(partition), end - FIRST_RANGE);
        read.records(
            partition,
            from,
            end,
            (key, record) -> {
              keys.add(key);
              return true;
            });
      }
      return keys;
    }
  }

  private <T> T with(Function<Read, T> action) {
    boolean isFree = false;
    try {
      isFree = readers.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!isFree) {
      throw new BusyException();
    }
    try (KafkaConsumer<byte[], byte[]> consumer = consumers.get()) {
      return action.apply(new Read(consumer));
    } finally {
      readers.release();
    }
  }

  /** One read, and what it may still do. Not thread-safe. */
  private final class Read {
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** Asked for once: the consumer keeps no numbers of topics that it does not read yet. */
    private final Map<String, Integer> partitionsOf = new HashMap<>();

    private long deadline;
    private long records;
    private int kept;

    Read(KafkaConsumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
      renew(MAX_RECORDS, LIMIT);
    }

    /** Sets what may be done from now on. */
    private void renew(long mostRecords, Duration time) {
      records = mostRecords;
      kept = 0;
      deadline = System.nanoTime() + time.toNanos();
    }

    private boolean isSpent() {
      return records <= 0 || kept >= MAX_VALUES || System.nanoTime() > deadline;
    }

    /** Walks back from the end in growing ranges; past the first, from where a series was seen. */
    Map<String, Found> newest(TopicPartition partition, List<String> keys, int most) {
      Map<String, SortedMap<Long, Deviation>> byTime = new HashMap<>();
      Set<String> missing = new HashSet<>(keys);
      long begin = begin(partition);
      long end = end(partition);
      for (long range = FIRST_RANGE;
          end > begin && !missing.isEmpty() && !isSpent();
          range *= RANGE_GROWTH) {
        long from = Math.max(begin, end - range);
        values(partition, from, end, missing, byTime);
        missing.removeIf(key -> byTime.containsKey(key) && byTime.get(key).size() >= most);
        boolean isAnyBegun = missing.stream().anyMatch(byTime::containsKey);
        end = isAnyBegun ? from : Math.min(from, lastSeen(missing, partition, from));
      }
      Map<String, List<Deviation>> newest = new HashMap<>();
      for (String key : keys) {
        List<Deviation> values = List.copyOf(byTime.getOrDefault(key, new TreeMap<>()).values());
        newest.put(key, values.subList(Math.max(0, values.size() - most), values.size()));
      }
      return withForecasts(partition.partition(), newest);
    }

    /**
     * Reads until the first value of the series after that time. Kafka's search for a time finds
     * the end of an earlier transaction where values came later than their times say, e.g. a
     * backlog.
     */
    Found between(String series, long from, long to) {
      TopicPartition partition = partition(series);
      long begin = at(partition, Math.min(from, System.currentTimeMillis()));
      List<Deviation> values = new ArrayList<>();
      records(
          partition,
          begin,
          end(partition),
          (key, record) -> {
            Optional<Deviation> value =
                key.equals(series) ? event(record, DeviationCodec::read) : Optional.empty();
            value
                .filter(d -> d.timestamp() >= from && d.timestamp() <= to)
                .ifPresent(
                    d -> {
                      kept++;
                      values.add(d);
                    });
            return value.isEmpty() || value.get().timestamp() <= to;
          });
      return Objects.requireNonNull(
          withForecasts(partition.partition(), Map.of(series, values)).get(series));
    }

    private Map<String, Found> withForecasts(int partition, Map<String, List<Deviation>> values) {
      boolean isComplete = !isSpent();
      renew(FORECAST_RANGE, PATIENCE); // a bound of their own
      Map<String, Forecast> forecasts = forecasts(partition, values);
      Map<String, Found> found = new HashMap<>();
      values.forEach(
          (key, all) ->
              found.put(key, new Found(all, Optional.ofNullable(forecasts.get(key)), isComplete)));
      return found;
    }

    private void values(
        TopicPartition partition,
        long from,
        long end,
        Set<String> keys,
        Map<String, SortedMap<Long, Deviation>> to) {
      records(
          partition,
          from,
          end,
          (key, record) -> {
            if (keys.contains(key)) {
              kept++;
              event(record, DeviationCodec::read)
                  .ifPresent(
                      d -> to.computeIfAbsent(key, any -> new TreeMap<>()).put(d.timestamp(), d));
            }
            return true;
          });
    }

    /**
     * The forecasts made from the last value of each series: of one series from the time of that
     * value on, of several among the newest records.
     */
    private Map<String, Forecast> forecasts(int number, Map<String, List<Deviation>> values) {
      Map<String, Long> origins = new HashMap<>();
      values.forEach(
          (key, all) -> {
            if (!all.isEmpty()) {
              origins.put(key, all.get(all.size() - 1).timestamp());
            }
          });
      if (origins.isEmpty()) {
        return Map.of();
      }
      TopicPartition partition = new TopicPartition(topics.forecasts(), number);
      long end = end(partition);
      long from = Math.max(begin(partition), end - FIRST_RANGE);
      if (values.size() == 1) {
        from = at(partition, origins.values().iterator().next());
        end = Math.min(end, from + FORECAST_RANGE);
      }
      Map<String, Forecast> found = new HashMap<>();
      records(
          partition,
          from,
          end,
          (key, record) -> {
            if (origins.containsKey(key)) {
              event(record, ForecastCodec::read)
                  .filter(f -> f.origin() == origins.get(key))
                  .ifPresent(f -> found.put(key, f));
            }
            return true;
          });
      return found;
    }

    /** Takes records with a key, and says whether more are wanted. */
    @FunctionalInterface
    private interface Taker {
      boolean take(String key, ConsumerRecord<byte[], byte[]> record);
    }

    /** Reads records until an offset, or until no more are wanted, or until the budget is spent. */
    private void records(TopicPartition partition, long from, long end, Taker to) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, from);
      while (consumer.position(partition) < end && !isSpent()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          records--;
          byte @Nullable [] key = record.key();
          if (key != null && record.offset() < end && !to.take(new String(key, UTF_8), record)) {
            return;
          }
        }
      }
    }

    private long begin(TopicPartition partition) {
      return Objects.requireNonNull(consumer.beginningOffsets(List.of(partition)).get(partition));
    }

    private long end(TopicPartition partition) {
      return Objects.requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
    }

    /** The offset of the first record at or after a time; the end if there is none. */
    private long at(TopicPartition partition, long time) {
      OffsetAndTimestamp found =
          consumer.offsetsForTimes(Map.of(partition, Math.max(0, time))).get(partition);
      return found == null ? end(partition) : found.offset();
    }

    TopicPartition partition(String series) {
      return partition(topics.deviations(), series);
    }

    /** Where a series is: as it was seen, else as Kafka's producers choose by its key. */
    TopicPartition partition(String topic, String series) {
      int partitions =
          partitionsOf.computeIfAbsent(topic, each -> consumer.partitionsFor(each).size());
      if (partitions == 0) {
        throw new FailureException("topic " + topic + " does not exist");
      }
      int number =
          index
              .place(series)
              .map(SeriesIndex.Place::partition)
              .orElseGet(
                  () -> BuiltInPartitioner.partitionForKey(series.getBytes(UTF_8), partitions));
      return new TopicPartition(topic, number);
    }
  }

  /** The offset after the newest value that any of some series is known to have. */
  private long lastSeen(Collection<String> series, TopicPartition partition, long unknown) {
    return series.stream()
        .mapToLong(
            key ->
                index
                    .place(key)
                    .filter(place -> place.partition() == partition.partition())
                    .map(place -> place.offset() + 1)
                    .orElse(unknown))
        .max()
        .orElse(unknown);
  }

  private <T> Optional<T> event(ConsumerRecord<byte[], byte[]> record, Function<byte[], T> codec) {
    try {
      byte @Nullable [] json = format.decode(record.value());
      return Optional.ofNullable(json).map(codec);
    } catch (BadRecordException e) {
      LOG.trace("not shown: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** All reads that may be under way at the same time are, and none ended in time. */
  static final class BusyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BusyException() {
      super("too many readers of the topics, try again");
    }
  }
}
