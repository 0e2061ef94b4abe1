package io.wavecast.service.delivery;

import io.wavecast.schemas.BadRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the records of one consumer to one sink. An offset is committed after the sink has
 * accepted every record before it, so nothing is lost while the sink is down. After a failure the
 * consumer seeks back to the first undelivered record and retries with back-off; it stays in its
 * group meanwhile.
 *
 * <p>Some sinks need firing alerts to be re-sent. To know them after a start, the records before
 * the committed offset are read again, but not delivered:
 *
 * <pre>
 *   offsets   0 ............. committed ............ end
 *             only remembered    | delivered, then committed
 * </pre>
 *
 * <p>A sink that is new does not get the history of the topic: the end of each partition counts as
 * its committed offset, and the sink first gets the newest change of each series that fires there.
 *
 * <p>Of a subject that fires and changes often, changes are held ({@link HeldUpdates}). The offset
 * of the first one that waits is the last one committed, so a restart reads it again.
 *
 * <p>Not thread-safe, except {@link #pending} and {@link #wakeup}.
 */
final class DeliverySession {
  private static final Logger LOG = LoggerFactory.getLogger(DeliverySession.class);
  private static final Duration POLL = Duration.ofMillis(250);

  /**
   * Longest time between two polls, plus one request: the group removes a consumer that polls more
   * rarely.
   */
  private static final Duration POLL_INTERVAL = Duration.ofMinutes(1);

  private final Consumer<byte[], byte[]> consumer;
  private final Delivery delivery;
  private final AlertSink sink;
  private final Backoff backoff;

  private final FiringNotices firing = new FiringNotices();
  private final HeldUpdates held;

  /** Offsets up to which each partition was read and delivered, or is held. */
  private final Map<TopicPartition, Long> committed = new HashMap<>();

  /** Partitions whose firing alerts are to be delivered once they are known. */
  private final Set<TopicPartition> introduced = new HashSet<>();

  /** Ids of those firing alerts that were delivered. */
  private final Set<String> reported = new HashSet<>();

  private final Deadline retry;
  private final Deadline refresh;
  private final Deadline poll;
  private volatile long pending;

  DeliverySession(Consumer<byte[], byte[]> consumer, Delivery delivery, Backoff backoff) {
    this.consumer = consumer;
    this.delivery = delivery;
    this.sink = delivery.sink();
    this.backoff = backoff;
    held = new HeldUpdates(delivery.updates(), delivery.nanoClock());
    retry = new Deadline(delivery.nanoClock());
    refresh = new Deadline(delivery.nanoClock());
    poll = new Deadline(delivery.nanoClock());
  }

  void subscribe() {
    consumer.subscribe(List.of(delivery.topic()), new Assignment());
  }

  /**
   * Reads the committed offsets of the partitions that this instance delivers, and seeks to the
   * start. Where nothing was ever committed, the end of the partition takes its place: the records
   * before it are history.
   */
  private final class Assignment implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      Map<TopicPartition, OffsetAndMetadata> offsets =
          consumer.committed(new HashSet<>(partitions));
      Set<TopicPartition> unread =
          partitions.stream().filter(p -> offsets.get(p) == null).collect(Collectors.toSet());
      offsets.forEach((p, offset) -> committed.put(p, offset == null ? 0L : offset.offset()));
      committed.putAll(consumer.endOffsets(unread));
      introduced.addAll(unread);
      consumer.seekToBeginning(sink.needsRefresh() ? partitions : unread);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      partitions.forEach(committed::remove);
      partitions.forEach(introduced::remove);
      partitions.forEach(partition -> firing.drop(partition.partition()));
      partitions.forEach(held::drop);
    }
  }

  /** The number of undelivered records, without those that are held. */
  long pending() {
    return pending;
  }

  /** Makes {@link #step} throw a WakeupException. */
  void wakeup() {
    consumer.wakeup();
  }

  /** Polls and delivers; takes a quarter of a second if there are no records. */
  void step() {
    if (retry.hasPassed()) {
      consumer.resume(consumer.paused());
    } else {
      consumer.pause(consumer.assignment());
    }
    deliver(consumer.poll(POLL));
    if (sink.needsRefresh() && retry.hasPassed() && refresh.hasPassed() && hasCaughtUp()) {
      resend();
    }
    pending = consumer.assignment().stream().mapToLong(this::pending).sum() + held.due().size();
  }

  private void deliver(ConsumerRecords<byte[], byte[]> records) {
    List<ParsedRecord> fresh = new ArrayList<>();
    Map<String, Notice> newest = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      ParsedRecord parsed = ParsedRecord.of(record, parse(record, newest));
      if (parsed.offset() < committed.getOrDefault(parsed.partition(), 0L)) {
        remember(parsed);
      } else {
        fresh.add(parsed);
      }
    }
    boolean due = !introduced.isEmpty() || !held.due().isEmpty();
    if (fresh.isEmpty() && (!due || !retry.hasPassed())) {
      return;
    }
    int done = 0;
    poll.set(POLL_INTERVAL);
    try {
      introduce();
      deliverHeld();
      while (done < fresh.size() && !poll.hasPassed()) {
        List<ParsedRecord> next =
            fresh.subList(done, Math.min(fresh.size(), done + sink.maxBatch()));
        deliverFresh(next);
        next.forEach(this::remember);
        done += next.size();
      }
      backoff.reset();
    } catch (DeliveryException e) {
      fail(e);
    }
    seekBack(fresh.subList(done, fresh.size()));
    commit(fresh.subList(0, done));
  }

  /** Delivers what fires in partitions that this sink has never read, and commits their end. */
  private void introduce() throws DeliveryException {
    for (TopicPartition partition : List.copyOf(introduced)) {
      long end = committed.getOrDefault(partition, 0L);
      if (consumer.position(partition) >= end) {
        for (Notice alert : firing.of(partition.partition())) {
          if (!reported.contains(alert.id())) {
            if (poll.hasPassed()) {
              return;
            }
            send(List.of(alert));
            held.delivered(partition, alert);
            reported.add(alert.id());
          }
        }
        introduced.remove(partition);
        consumer.commitSync(Map.of(partition, new OffsetAndMetadata(end)));
      }
    }
  }

  /** Delivers those of some records that are due and need not wait, and holds those that do. */
  private void deliverFresh(List<ParsedRecord> records) throws DeliveryException {
    Set<ParsedRecord> now = new LinkedHashSet<>();
    records.stream().filter(each -> each.isDue() && !held.waits(each.change())).forEach(now::add);
    send(now.stream().map(ParsedRecord::change).toList());
    for (ParsedRecord each : records) {
      if (now.contains(each)) {
        held.delivered(each.partition(), each.change());
      } else if (each.isDue()) {
        held.hold(each);
      }
    }
  }

  /** Delivers what has been held for long enough. */
  private void deliverHeld() throws DeliveryException {
    for (ParsedRecord each : held.due()) {
      if (poll.hasPassed()) {
        return;
      }
      send(List.of(each.change()));
      held.delivered(each.partition(), each.change());
      commit(each.partition());
    }
  }

  /**
   * The notice of a record.
   *
   * @param newest notice of each subject among the records just read; this one is added
   */
  private @Nullable Notice parse(
      ConsumerRecord<byte[], byte[]> record, Map<String, Notice> newest) {
    try {
      Notice change =
          record.value() == null
              ? firing.removed(record, newest)
              : firing.exact(record.partition(), delivery.reader().apply(record.value()), newest);
      if (change != null) {
        newest.put(change.subject(), change);
      }
      return change;
    } catch (BadRecordException e) {
      LOG.warn(
          "{}-{} at offset {} cannot be delivered: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
      return null;
    }
  }

  private void remember(ParsedRecord parsed) {
    if (parsed.notice() != null) {
      firing.put(parsed.partition().partition(), parsed.notice());
    }
  }

  private void send(List<Notice> changes) throws DeliveryException {
    if (changes.isEmpty()) {
      return;
    }
    int rejected = sink.deliver(changes);
    delivery.count(changes.size() - rejected, "ok");
    if (rejected > 0) {
      delivery.count(rejected, "refused");
    }
  }

  private void commit(List<ParsedRecord> done) {
    Set<TopicPartition> advanced = new HashSet<>();
    for (ParsedRecord parsed : done) {
      committed.merge(parsed.partition(), parsed.offset() + 1, Math::max);
      advanced.add(parsed.partition());
    }
    advanced.forEach(this::commit);
  }

  /** Commits what was delivered of a partition, up to the first record that is held. */
  private void commit(TopicPartition partition) {
    Long first = held.first(partition);
    long next = first != null ? first : committed.getOrDefault(partition, 0L);
    consumer.commitSync(Map.of(partition, new OffsetAndMetadata(next)));
  }

  private void seekBack(List<ParsedRecord> undelivered) {
    Map<TopicPartition, Long> first = new HashMap<>();
    undelivered.forEach(p -> first.merge(p.partition(), p.offset(), Math::min));
    first.forEach(consumer::seek);
  }

  private void resend() {
    try {
      sink.refresh(firing.all());
      backoff.reset();
      refresh.set(delivery.resend());
    } catch (DeliveryException e) {
      fail(e);
    }
  }

  private void fail(DeliveryException e) {
    delivery.count(1, "failed");
    Duration delay = backoff.next();
    retry.set(delay);
    LOG.warn(
        "{} cannot be delivered to {}, retrying in {} s: {}",
        delivery.topic(),
        sink.name(),
        delay.toSeconds(),
        e.getMessage());
  }

  /** Whether every record before the committed offsets has been read. */
  private boolean hasCaughtUp() {
    return consumer.assignment().stream()
        .allMatch(p -> consumer.position(p) >= committed.getOrDefault(p, 0L));
  }

  /** Undelivered records of a partition: those after both its position and its committed offset. */
  private long pending(TopicPartition partition) {
    long unread = consumer.currentLag(partition).orElse(0);
    long reread = committed.getOrDefault(partition, 0L) - consumer.position(partition);
    return Math.max(0, unread - Math.max(0, reread));
  }
}
