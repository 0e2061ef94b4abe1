package io.wavecast.testkit.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.PipelineSpec;
import io.wavecast.testkit.contract.LocalStream;
import io.wavecast.testkit.kafka.CommittedRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a pipeline must have written for the input that a cluster holds: it reads the input topic
 * and processes each partition again, in memory and undisturbed. Then it compares every output
 * topic with that, key by key, in order and byte by byte. Not thread-safe.
 */
public final class Recomputation<I, M> {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final String servers;
  private final PipelineSpec<I, M> spec;
  private final M model;
  private final UnaryOperator<String> normal;

  /** How the records of a topic differ. */
  private record Counts(long records, long lost, long more, long wrong, List<String> differences) {}

  public Recomputation(String bootstrapServers, PipelineSpec<I, M> spec, M model) {
    this(bootstrapServers, spec, model, text -> text);
  }

  /**
   * @param normal makes equal what may differ in the text of an output
   */
  public Recomputation(
      String bootstrapServers, PipelineSpec<I, M> spec, M model, UnaryOperator<String> normal) {
    this.servers = bootstrapServers;
    this.spec = spec;
    this.model = model;
    this.normal = normal;
  }

  /**
   * Waits until the outputs of all input of now are there, and asserts that nothing is lost,
   * doubled, wrong or out of order.
   *
   * @param topics which the pipeline writes
   * @param description for the printed line and for a failure
   */
  public void assertEqual(List<String> topics, String description) {
    assertEqual(topics, Set.of(), description);
  }

  /**
   * The same.
   *
   * @param topics which the pipeline writes; whole ones first
   * @param deleted those of the topics that were deleted meanwhile: of each key only the end is
   *     there
   */
  public void assertEqual(List<String> topics, Set<String> deleted, String description) {
    Map<String, Map<String, List<String>>> expected = expected();
    for (String topic : topics) {
      Map<String, List<String>> each = expected.getOrDefault(topic, Map.of());
      boolean whole = !deleted.contains(topic);
      Map<String, List<String>> written = written(topic, whole ? size(each) : 0);
      Counts counts = compare(whole ? each : ends(each, written), written);
      System.out.printf(
          "%s: %d records of %s, %d lost, %d doubled, %d wrong%n",
          description, counts.records, topic, counts.lost, counts.more, counts.wrong);
      assertThat(counts.differences).as("%s, %s", description, topic).isEmpty();
    }
    assertThat(topics).as("topics of the recomputation").containsAll(expected.keySet());
  }

  /** The outputs by topic and key. */
  private Map<String, Map<String, List<String>>> expected() {
    Map<Integer, LocalStream<I, M, OutputRecord>> streams = new TreeMap<>();
    try (CommittedRecords records = new CommittedRecords(servers, spec.io().input())) {
      boolean read =
          records.readPresent(
              PATIENCE,
              r ->
                  streams
                      .computeIfAbsent(
                          r.partition(), p -> new LocalStream<>(spec, model, event -> event))
                      .send(r.key(), r.value(), r.timestamp()));
      assertThat(read).as("the input can be read").isTrue();
    }
    Map<String, Map<String, List<String>>> expected = new TreeMap<>();
    for (LocalStream<I, M, OutputRecord> stream : streams.values()) {
      stream.settle();
      stream.events().forEach(e -> add(of(expected, e.topic()), e.key(), e.value()));
      stream
          .deadLetters()
          .forEach(l -> add(of(expected, spec.io().deadLetters()), l.key(), l.value()));
    }
    return expected;
  }

  private static Map<String, List<String>> of(
      Map<String, Map<String, List<String>>> all, String topic) {
    return all.computeIfAbsent(topic, t -> new LinkedHashMap<>());
  }

  private Map<String, List<String>> written(String topic, long enough) {
    Map<String, List<String>> written = new LinkedHashMap<>();
    long[] n = {0};
    try (CommittedRecords records = new CommittedRecords(servers, topic)) {
      records.read(
          () -> n[0] >= enough,
          PATIENCE,
          (ConsumerRecord<byte[], byte[]> r) -> {
            n[0]++;
            add(written, r.key(), r.value());
          });
    }
    return written;
  }

  private void add(
      Map<String, List<String>> records, byte @Nullable [] key, byte @Nullable [] value) {
    records.computeIfAbsent(text(key), k -> new ArrayList<>()).add(normal.apply(text(value)));
  }

  private static String text(byte @Nullable [] bytes) {
    return bytes == null ? "(null)" : new String(bytes, ISO_8859_1);
  }

  /** As many of the last records of each key as are written, at least one. */
  private static Map<String, List<String>> ends(
      Map<String, List<String>> expected, Map<String, List<String>> written) {
    Map<String, List<String>> ends = new LinkedHashMap<>();
    expected.forEach(
        (key, all) -> {
          int n = Math.max(1, written.getOrDefault(key, List.of()).size());
          ends.put(key, all.subList(Math.max(0, all.size() - n), all.size()));
        });
    return ends;
  }

  private static Counts compare(
      Map<String, List<String>> expected, Map<String, List<String>> written) {
    TreeSet<String> keys = new TreeSet<>(expected.keySet());
    keys.addAll(written.keySet());
    long lost = 0;
    long more = 0;
    long wrong = 0;
    List<String> differences = new ArrayList<>();
    for (String key : keys) {
      List<String> a = expected.getOrDefault(key, List.of());
      List<String> b = written.getOrDefault(key, List.of());
      lost += Math.max(0, a.size() - b.size());
      more += Math.max(0, b.size() - a.size());
      int same = 0;
      while (same < Math.min(a.size(), b.size()) && a.get(same).equals(b.get(same))) {
        same++;
      }
      wrong += Math.min(a.size(), b.size()) - same;
      if (same < Math.max(a.size(), b.size()) && differences.size() < 3) {
        differences.add(
            "%s, record %d of %d: expected %s, but was %s"
                .formatted(key, same, a.size(), at(a, same), at(b, same)));
      }
    }
    return new Counts(size(written), lost, more, wrong, differences);
  }

  private static String at(List<String> records, int i) {
    return i < records.size() ? records.get(i) : "nothing";
  }

  private static long size(Map<String, List<String>> records) {
    return records.values().stream().mapToLong(List::size).sum();
  }
}
