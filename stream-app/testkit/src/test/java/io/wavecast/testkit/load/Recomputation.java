package io.wavecast.testkit.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.PipelineSpec;
import io.wavecast.testkit.contract.LocalStream;
import io.wavecast.testkit.kafka.CommittedRecords;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a pipeline must have written for the input that a cluster holds: it reads the input topic
 * and processes each partition again, in memory and undisturbed. Then it compares every output
 * topic with that, key by key, in order and byte by byte, of which it keeps hashes. Not
 * thread-safe.
 */
public final class Recomputation<I, M> {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final String servers;
  private final PipelineSpec<I, M> spec;
  private final M model;
  private final UnaryOperator<String> normal;

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
    Map<String, RecordHashes> expected = expected();
    for (String topic : topics) {
      RecordHashes each = expected.getOrDefault(topic, new RecordHashes());
      boolean whole = !deleted.contains(topic);
      RecordHashes written = written(topic, whole ? each.size() : 0);
      RecordHashes.Counts counts = (whole ? each : each.endsOf(written)).compare(written);
      System.out.printf(
          "%s: %d records of %s, %d lost, %d doubled, %d wrong%n",
          description, counts.records(), topic, counts.lost(), counts.more(), counts.wrong());
      if (!counts.differences().isEmpty()) {
        fail("%s, %s: %s".formatted(description, topic, texts(topic, counts.differences())));
      }
    }
    assertThat(topics).as("topics of the recomputation").containsAll(expected.keySet());
  }

  /** The outputs by topic. */
  private Map<String, RecordHashes> expected() {
    Map<String, RecordHashes> expected = new TreeMap<>();
    recompute(
        (topic, key, text) ->
            expected.computeIfAbsent(topic, t -> new RecordHashes()).add(key, text));
    return expected;
  }

  private RecordHashes written(String topic, long enough) {
    RecordHashes written = new RecordHashes();
    read(topic, enough, (t, key, text) -> written.add(key, text));
    return written;
  }

  /** What was expected at some places, and what was written. */
  private String texts(String topic, List<RecordHashes.Place> places) {
    RecordTexts expected = new RecordTexts(topic, places, RecordHashes.Place::expected);
    RecordTexts written = new RecordTexts(topic, places, RecordHashes.Place::written);
    recompute(expected);
    read(topic, 0, written);
    return places.stream()
        .map(
            place ->
                "%s, record %d: expected %s, but was %s"
                    .formatted(
                        place.key(), place.expected(), expected.at(place), written.at(place)))
        .collect(Collectors.joining("\n"));
  }

  /** Takes the records of topics, those of a key in order. */
  interface Sink {
    void add(String topic, String key, String text);
  }

  private void recompute(Sink sink) {
    Map<Integer, LocalStream<I, M, OutputRecord>> streams = new TreeMap<>();
    try (CommittedRecords records = new CommittedRecords(servers, spec.io().input())) {
      boolean read =
          records.readPresent(
              PATIENCE,
              r -> {
                LocalStream<I, M, OutputRecord> stream =
                    streams.computeIfAbsent(
                        r.partition(), p -> new LocalStream<>(spec, model, event -> event));
                stream.send(r.key(), r.value(), r.timestamp());
                drain(stream, sink);
              });
      assertThat(read).as("the input can be read").isTrue();
    }
    for (LocalStream<I, M, OutputRecord> stream : streams.values()) {
      stream.settle();
      drain(stream, sink);
      stream
          .deadLetters()
          .forEach(l -> sink.add(spec.io().deadLetters(), text(l.key()), norm(l.value())));
    }
  }

  private void drain(LocalStream<I, M, OutputRecord> stream, Sink sink) {
    stream.drain(e -> sink.add(e.topic(), text(e.key()), norm(e.value())));
  }

  private void read(String topic, long enough, Sink sink) {
    long[] n = {0};
    try (CommittedRecords records = new CommittedRecords(servers, topic)) {
      records.read(
          () -> n[0] >= enough,
          PATIENCE,
          (ConsumerRecord<byte[], byte[]> r) -> {
            n[0]++;
            sink.add(topic, text(r.key()), norm(r.value()));
          });
    }
  }

  private String norm(byte @Nullable [] value) {
    return normal.apply(text(value));
  }

  private static String text(byte @Nullable [] bytes) {
    return bytes == null ? "(null)" : new String(bytes, ISO_8859_1);
  }
}
