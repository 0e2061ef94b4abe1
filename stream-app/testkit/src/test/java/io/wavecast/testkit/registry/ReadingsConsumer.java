package io.wavecast.testkit.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.testkit.kafka.CommittedRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A consumer of Avro that knows nothing of Wavecast: what was made of {@link Readings} with the
 * default topics.
 *
 * @param foreign knows the schemas
 */
public record ReadingsConsumer(String bootstrapServers, ForeignAvro foreign) {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /**
   * Series and time of each committed forecast, SERIES@TIME, by series.
   *
   * @param rounds of readings whose forecasts are waited for; more are returned if there are more
   */
  public List<String> forecasts(int rounds) throws InterruptedException {
    List<String> forecasts = new ArrayList<>();
    for (ConsumerRecord<?, byte[]> record :
        read("wavecast.forecasts", Readings.SERIES * (rounds - 1))) {
      Map<String, Object> forecast = foreign.read(record.value());
      forecasts.add(forecast.get("series") + "@" + forecast.get("origin"));
    }
    forecasts.sort(Readings.BY_SERIES); // stable: the order within a series stays
    return forecasts;
  }

  /** Class and message of each dead letter, CLASS: MESSAGE. */
  public List<String> deadLetters(int count) throws InterruptedException {
    return read("wavecast.dead-letters", count).stream()
        .map(
            record ->
                header(record, "wavecast.error.class")
                    + ": "
                    + header(record, "wavecast.error.message"))
        .toList();
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  private List<ConsumerRecord<byte[], byte[]>> read(String topic, int count)
      throws InterruptedException {
    List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
    try (CommittedRecords records = new CommittedRecords(bootstrapServers, topic)) {
      records.read(() -> read.size() >= count, PATIENCE, read::add);
    }
    return read;
  }
}
