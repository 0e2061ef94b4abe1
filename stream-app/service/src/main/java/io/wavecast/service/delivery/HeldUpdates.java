package io.wavecast.service.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Holds back changes of what fires already, with the same severity, so that an incident that grows
 * is sent at most once per interval. What begins, gets worse or ends is never held. A newer change
 * of a subject replaces the one that is held, since it describes the subject completely.
 *
 * <pre>
 *   changes   opens  grows  grows  grows          grows  ends
 *   sent      opens                grows                 ends
 *             |------ interval ----|------ interval ------|
 * </pre>
 *
 * <p>What is held is not delivered, so its offset must not be committed. Not thread-safe.
 */
final class HeldUpdates {
  private final Duration interval;
  private final LongSupplier nanoClock;
  private final Map<String, Sent> sent = new HashMap<>();
  private final Map<String, ParsedRecord> held = new LinkedHashMap<>();

  /**
   * @param interval least time between two deliveries of a subject; zero: nothing is held
   * @param nanoClock ns
   */
  HeldUpdates(Duration interval, LongSupplier nanoClock) {
    this.interval = interval;
    this.nanoClock = nanoClock;
  }

  /** What was delivered last of a subject, and how long further changes wait. */
  private record Sent(TopicPartition partition, Severity fires, Deadline pause) {}

  /** Whether a change has to wait. */
  boolean waits(Notice change) {
    Sent last = sent.get(change.subject());
    return last != null && last.fires == change.fires() && !last.pause.hasPassed();
  }

  /** Holds a change back, in place of an older one of its subject. */
  void hold(ParsedRecord record) {
    String subject = record.change().subject();
    held.remove(subject);
    held.put(subject, record);
  }

  /** Notes that a change was delivered. An older one of its subject that is held is dropped. */
  void delivered(TopicPartition partition, Notice change) {
    String subject = change.subject();
    held.remove(subject);
    Severity fires = change.fires();
    if (fires == null || interval.isZero()) {
      sent.remove(subject);
    } else {
      Deadline pause = new Deadline(nanoClock);
      pause.set(interval);
      sent.put(subject, new Sent(partition, fires, pause));
    }
  }

  /** A copy of those that have waited for long enough, in the order of their records. */
  List<ParsedRecord> due() {
    List<ParsedRecord> due = new ArrayList<>();
    for (ParsedRecord each : held.values()) {
      if (!waits(each.change())) {
        due.add(each);
      }
    }
    return due;
  }

  /** The offset of the first record of a partition that waits; null if none does. */
  @Nullable Long first(TopicPartition partition) {
    return held.values().stream()
        .filter(each -> each.partition().equals(partition))
        .map(ParsedRecord::offset)
        .min(Long::compare)
        .orElse(null);
  }

  /** Drops a partition that moved to another instance, which reads what is held again. */
  void drop(TopicPartition partition) {
    sent.values().removeIf(each -> each.partition.equals(partition));
    held.values().removeIf(each -> each.partition().equals(partition));
  }
}
