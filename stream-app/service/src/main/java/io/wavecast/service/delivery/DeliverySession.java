package io.wavecast.service.delivery;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.AlertCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One consumer that tells one sink. Offsets are committed after the sink has taken what lies before
 * them, so nothing is lost while it is away; after a failure the consumer goes back to what was not
 * taken and tries again, ever more seldom, and stays in its group meanwhile.
 *
 * <p>A sink that forgets is told again of what fires. To know that after a start, the records
 * before the committed offset are read too, but not told as changes:
 *
 * <pre>
 *   offsets   0 ............. committed ............ end
 *             known, only remembered | new: told, then committed
 * </pre>
 *
 * <p>One thread runs it; {@link #waiting} and {@link #wakeup} may be called by any.
 */
final class DeliverySession {
  private static final Logger LOG = LoggerFactory.getLogger(DeliverySession.class);
  private static final Duration POLL = Duration.ofMillis(250);

  /** Longest time, one post aside, between two polls: a group drops who is not heard of longer. */
  private static final Duration TURN = Duration.ofMinutes(1);

  private final Consumer<byte[], byte[]> consumer;
  private final AlertSink sink;
  private final Metrics metrics;
  private final Duration resend;
  private final Backoff backoff;

  private final FiringAlerts firing = new FiringAlerts();
  private final Map<TopicPartition, Long> told = new HashMap<>();
  private final Pause retry;
  private final Pause rest;
  private final Pause turn;
  private volatile long waiting;

  DeliverySession(
      Consumer<byte[], byte[]> consumer,
      AlertSink sink,
      Metrics metrics,
      Duration resend,
      Backoff backoff,
      LongSupplier nanoClock) {
    this.consumer = consumer;
    this.sink = sink;
    this.metrics = metrics;
    this.resend = resend;
    this.backoff = backoff;
    this.retry = new Pause(nanoClock);
    this.rest = new Pause(nanoClock);
    this.turn = new Pause(nanoClock);
  }

  /** A record and the alert that it holds, if it holds one. */
  private record Read(ConsumerRecord<byte[], byte[]> record, @Nullable Alert change) {
    TopicPartition partition() {
      return new TopicPartition(record.topic(), record.partition());
    }

    /** Whether somebody must be told: it begins, alters or ends an alert. */
    boolean matters() {
      return change != null && (change.state().isFiring() || change.previous().isFiring());
    }
  }

  void subscribe(String topic) {
    consumer.subscribe(List.of(topic), new Assignment(consumer, sink.forgets(), told, firing));
  }

  long waiting() {
    return waiting;
  }

  void wakeup() {
    consumer.wakeup();
  }

  /** Reads what is there and tells it; takes a quarter of a second when there is nothing. */
  void step() {
    if (retry.isOver()) {
      consumer.resume(consumer.paused());
    } else {
      consumer.pause(consumer.assignment());
    }
    take(consumer.poll(POLL));
    if (sink.forgets() && retry.isOver() && rest.isOver() && hasReadThePast()) {
      refresh();
    }
    waiting = consumer.assignment().stream().mapToLong(this::waiting).sum();
  }

  private void take(ConsumerRecords<byte[], byte[]> records) {
    List<Read> fresh = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      Read read = new Read(record, read(record));
      if (record.offset() < told.getOrDefault(read.partition(), 0L)) {
        remember(read);
      } else {
        fresh.add(read);
      }
    }
    if (fresh.isEmpty()) {
      return;
    }
    int done = 0;
    turn.begin(TURN);
    try {
      while (done < fresh.size() && !turn.isOver()) {
        List<Read> next = fresh.subList(done, Math.min(fresh.size(), done + sink.mostAtOnce()));
        tell(next.stream().filter(Read::matters).map(Read::change).toList());
        next.forEach(this::remember);
        done += next.size();
      }
      backoff.reset();
    } catch (DeliveryException e) {
      fail(e);
    }
    goBack(fresh.subList(done, fresh.size()));
    commit(fresh.subList(0, done));
  }

  private @Nullable Alert read(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return null;
    }
    try {
      return AlertCodec.read(record.value());
    } catch (BadRecordException e) {
      LOG.warn(
          "{}-{} at {} holds no alert: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
      return null;
    }
  }

  private void remember(Read read) {
    if (read.change() != null) {
      firing.put(read.record().partition(), read.change());
    }
  }

  private void tell(List<Alert> changes) throws DeliveryException {
    if (changes.isEmpty()) {
      return;
    }
    int refused = sink.deliver(changes);
    metrics.count(Metric.ALERTS_DELIVERED, changes.size() - refused, sink.name(), "ok");
    if (refused > 0) {
      metrics.count(Metric.ALERTS_DELIVERED, refused, sink.name(), "refused");
    }
  }

  private void commit(List<Read> fresh) {
    if (fresh.isEmpty()) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (Read read : fresh) {
      long next = read.record().offset() + 1;
      told.merge(read.partition(), next, Math::max);
      offsets.put(read.partition(), new OffsetAndMetadata(next));
    }
    consumer.commitSync(offsets);
  }

  private void goBack(List<Read> fresh) {
    Map<TopicPartition, Long> first = new HashMap<>();
    fresh.forEach(read -> first.merge(read.partition(), read.record().offset(), Math::min));
    first.forEach(consumer::seek);
  }

  private void refresh() {
    try {
      sink.refresh(firing.all());
      backoff.reset();
      rest.begin(resend);
    } catch (DeliveryException e) {
      fail(e);
    }
  }

  private void fail(DeliveryException e) {
    metrics.count(Metric.ALERTS_DELIVERED, 1, sink.name(), "failed");
    Duration wait = backoff.next();
    retry.begin(wait);
    LOG.warn(
        "{} cannot be told of alerts, next try in {} s: {}",
        sink.name(),
        wait.toSeconds(),
        e.getMessage());
  }

  private boolean hasReadThePast() {
    return consumer.assignment().stream()
        .allMatch(p -> consumer.position(p) >= told.getOrDefault(p, 0L));
  }

  /** Records of a partition that were not told: those behind both the position and the commit. */
  private long waiting(TopicPartition partition) {
    long unread = consumer.currentLag(partition).orElse(0);
    long past = told.getOrDefault(partition, 0L) - consumer.position(partition);
    return Math.max(0, unread - Math.max(0, past));
  }
}
