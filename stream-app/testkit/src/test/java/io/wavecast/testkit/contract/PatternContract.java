package io.wavecast.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Inputs read topics by patterns, on every engine alike, also those that are created later. */
public abstract class PatternContract extends ProgramContract {
  private static final String CONFIG =
      """
      kafka.metadata.max.age.ms: 500
      kafka.partition.discovery.interval.ms: 500
      inputs:
      - %s
      """;

  @Test
  void topics_by_patterns_are_read_once_each_also_those_created_later() throws Exception {
    topics().create("orders-eu", 2);
    topics().create("sales", 1);
    topics().create("own.other-eu", 1); // matches a pattern, and is below Wavecast's own prefix
    send("orders-eu", "1", "sales", "2", "own.other-eu", "3");
    Path config =
        config(
            "own",
            "{topics: 'orders-*', format: number, key: 'first.{topic}'}",
            "{topics: [orders-eu, sales], name: named, format: number, key: 'named.{topic}'}",
            "{topics: '*-eu', format: number, key: 'second.{topic}'}",
            "{topics: 'orders-*', name: again, format: number, key: 'again.{topic}'}");
    start(config);
    await("own", "named.orders-eu", "named.sales");

    topics().create("sales-eu", 1);
    topics().create("orders-us", 3);
    send("sales-eu", "4", "orders-us", "5", "orders-us", "bad", "orders-us", "6");

    assertThat(await("own", "again.orders-us", "second.sales-eu"))
        .isEqualTo(
            Map.of(
                "again.orders-us", List.of("5.0", "6.0"),
                "first.orders-us", List.of("5.0", "6.0"),
                "named.orders-eu", List.of("1.0"),
                "named.sales", List.of("2.0"),
                "second.sales-eu", List.of("4.0")));
    assertThat(byKey("own.dead-letters").values()).containsExactly(List.of("bad"));
  }

  @Test
  void patterns_may_match_nothing_at_first() throws Exception {
    start(config("late", "{topics: 'fresh-*'}"));

    topics().create("fresh-1", 1);
    send("fresh-1", "{\"value\":7}");

    assertThat(await("late", "k")).isEqualTo(Map.of("k", List.of("7.0")));
  }

  private Path config(String name, String... inputs) throws IOException {
    return prepare(name, CONFIG.formatted(String.join("\n- ", inputs)));
  }

  /** Sends records of one key, each a topic and a value, a second apart. */
  private void send(String... topicsAndValues) throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < topicsAndValues.length; i += 2) {
      long time = 1_700_000_000_000L + 1000L * i;
      byte[] value = topicsAndValues[i + 1].getBytes(UTF_8);
      records.add(new ProducerRecord<>(topicsAndValues[i], null, time, "k".getBytes(UTF_8), value));
    }
    topics().send(records);
  }

  /** The observed values by series, once each of the given series has some, and no more arrive. */
  private Map<String, List<String>> await(String prefix, String... series) {
    return values(
        read(prefix + ".observations", all -> values(all).keySet().containsAll(List.of(series))));
  }

  private static Map<String, List<String>> values(List<ConsumerRecord<byte[], byte[]>> all) {
    Map<String, List<String>> values = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : all) {
      values
          .computeIfAbsent(new String(record.key(), UTF_8), s -> new ArrayList<>())
          .add(new String(record.value(), UTF_8).replaceAll(".*\"value\":([0-9.]+).*", "$1"));
    }
    return values;
  }
}
