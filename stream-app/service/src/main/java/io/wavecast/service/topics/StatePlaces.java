package io.wavecast.service.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.core.text.FailureException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where the newest state of each key is, and where it belongs. Not thread-safe. */
final class StatePlaces {
  private final int least;
  private final int most;
  private final int after;

  /** By key, the offset of its newest state in each partition that has one. */
  private final Map<String, Map<Integer, Long>> offsets = new HashMap<>();

  /**
   * @param least lower bound of the number of partitions that the states were written to
   * @param most upper bound
   * @param after number of partitions that they belong to
   */
  StatePlaces(int least, int most, int after) {
    this.least = least;
    this.most = most;
    this.after = after;
  }

  /** Notes a record of the changelog; records of a partition must come in order. */
  void see(ConsumerRecord<byte[], byte[]> record) {
    Map<Integer, Long> places = offsets.computeIfAbsent(text(record), key -> new HashMap<>(2));
    if (record.value() == null) {
      places.remove(record.partition());
      if (places.isEmpty()) {
        offsets.remove(text(record));
      }
    } else {
      places.put(record.partition(), record.offset());
    }
  }

  /**
   * Requires that every state is where Kafka's producers put its key, now or with one former number
   * of partitions.
   *
   * @throws FailureException if not: then it is unknown where a key's input is now
   */
  void requireKnown(String input) {
    long unknown =
        IntStream.rangeClosed(least, most).mapToLong(this::unknown).min().orElse(offsets.size());
    if (unknown > 0) {
      throw new FailureException(
          ("topic %s: %d of %d keys are not in the partition that Kafka's default partitioner chooses,"
                  + " so their states cannot be moved: see docs/SCALING.md")
              .formatted(input, unknown, offsets.size()));
    }
  }

  private long unknown(int before) {
    return offsets.entrySet().stream()
        .filter(
            e ->
                e.getValue().keySet().stream()
                    .anyMatch(p -> p != place(e.getKey(), before) && p != place(e.getKey(), after)))
        .count();
  }

  /** Whether a record is a newest state in a partition that it does not belong to. */
  boolean isMisplaced(ConsumerRecord<byte[], byte[]> record) {
    Long newest = offsets.getOrDefault(text(record), Map.of()).get(record.partition());
    return newest != null && newest == record.offset() && record.partition() != place(record.key());
  }

  /** Whether a misplaced state is moved; not if its place has a state, which is newer. */
  boolean moves(ConsumerRecord<byte[], byte[]> record) {
    return !offsets.getOrDefault(text(record), Map.of()).containsKey(place(record.key()));
  }

  /** The partition that a key belongs to. */
  int place(byte[] key) {
    return StateMove.partition(key, after);
  }

  int size() {
    return offsets.size();
  }

  private static int place(String key, int partitions) {
    return StateMove.partition(key.getBytes(UTF_8), partitions);
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.key(), UTF_8);
  }
}
