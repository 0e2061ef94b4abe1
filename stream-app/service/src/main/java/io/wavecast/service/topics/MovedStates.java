package io.wavecast.service.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.core.forecast.window.SeriesCodec;
import io.wavecast.core.stream.LoggedRecords;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The states of a changelog that move, complete: what its partitions hold of a state, and the
 * differences in their logs. Only forecasts write logs. Not thread-safe.
 */
final class MovedStates {
  private final StatePlaces places;
  private final List<LoggedRecords> logs;

  /**
   * @param places gets the records of states
   * @param partitions of the changelog after the move
   */
  MovedStates(StatePlaces places, int partitions) {
    this.places = places;
    this.logs =
        Stream.generate(() -> new LoggedRecords(new SeriesCodec())).limit(partitions).toList();
  }

  /** Notes a record of the changelog; records of a partition must come in order. */
  void see(ConsumerRecord<byte[], byte[]> record) {
    String key = key(record);
    if (LoggedRecords.isReserved(key)) {
      logs.get(record.partition()).see(key, record.value());
    } else {
      places.see(record);
    }
  }

  /** Finds the differences of the states that move, after all records were seen. */
  void index() {
    for (int p = 0; p < logs.size(); p++) {
      int partition = p;
      logs.get(p).index(key -> places.place(key.getBytes(UTF_8)) != partition);
    }
  }

  /** What is written of a state in the partition that it belongs to. */
  byte[] stored(ConsumerRecord<byte[], byte[]> record) {
    byte[] state = logs.get(record.partition()).complete(key(record), record.value());
    return logs.get(places.place(record.key())).stored(state);
  }

  private static String key(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.key(), UTF_8);
  }
}
