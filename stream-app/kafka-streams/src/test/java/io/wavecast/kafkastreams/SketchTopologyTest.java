package io.wavecast.kafkastreams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.LatePolicy;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.sketches.contract.FakeClassifier;
import io.wavecast.sketches.event.SketchJson;
import io.wavecast.sketches.event.SketchLabel;
import io.wavecast.sketches.event.SketchTopics;
import io.wavecast.sketches.pipeline.SketchSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SketchTopologyTest {
  private static final SketchTopics TOPICS = SketchTopics.withPrefix("wavecast.");

  @TempDir Path dir;

  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> sketches;
  private TestOutputTopic<byte[], byte[]> labels;
  private TestOutputTopic<byte[], byte[]> deadLetters;

  @BeforeEach
  void start() {
    Properties properties = new Properties();
    properties.putAll(
        Map.of("application.id", "test", "bootstrap.servers", "none:1", "state.dir", "" + dir));
    driver = new TopologyTestDriver(topology(LatePolicy.DEAD_LETTER), properties, Instant.EPOCH);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    sketches =
        driver.createInputTopic(
            TOPICS.sketches(), new ByteArraySerializer(), new ByteArraySerializer());
    labels = driver.createOutputTopic(TOPICS.labels(), bytes, bytes);
    deadLetters = driver.createOutputTopic(TOPICS.deadLetters(), bytes, bytes);
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  private static Topology topology(LatePolicy late) {
    SketchSpec spec =
        new SketchSpec(TOPICS, late, 4, Duration.ofMillis(20), Duration.ofMinutes(10), 2 << 20);
    return PipelineTopology.build(spec, new FakeClassifier(), Metrics.NONE, () -> 0);
  }

  @Test
  void names_of_nodes_and_stores_stay_as_they_are() {
    assertThat(
            topology(LatePolicy.DROP)
                .describe()
                .toString()
                .replaceAll("extractor class: .*\\)", "by record)"))
        .isEqualTo(
            """
            Topologies:
               Sub-topology: 0
                Source: sketches (topics: [wavecast.sketches])
                  --> sketch
                Processor: sketch (stores: [sketch-states])
                  --> sketch-labels
                  <-- sketches
                Sink: sketch-labels (by record)
                  <-- sketch

            """);
  }

  @Test
  void labels_come_under_their_drawing_and_of_the_time_of_their_sketch() {
    for (int i = 0; i < 4; i++) {
      send("d" + i % 2, "{\"strokes\":[[[" + i + "],[2]]],\"finished\":" + (i > 1) + "}", 100 + i);
    }

    List<TestRecord<byte[], byte[]>> records = labels.readRecordsToList();
    assertThat(records)
        .extracting(r -> new String(r.key(), UTF_8) + "@" + r.timestamp())
        .containsExactly("d0@100", "d0@102", "d1@101", "d1@103");
    SketchLabel last = SketchJson.label(records.get(3).value());
    assertThat(last.top().get(0).label()).isEqualTo("three");
    assertThat(last.isFinal()).isTrue();
  }

  @Test
  void sketches_wait_no_longer_than_the_linger() {
    send("d", "{\"strokes\":[[[1],[2]]]}", 5);

    driver.advanceWallClockTime(Duration.ofMillis(19));
    assertThat(labels.isEmpty()).isTrue();
    driver.advanceWallClockTime(Duration.ofMillis(1));
    assertThat(labels.getQueueSize()).isEqualTo(1);
  }

  @Test
  void bad_sketches_are_dead_lettered_and_the_stream_continues() {
    String many = "1,".repeat(9999) + "1";
    send("a", "{\"strokes\":[]}", 1);
    send("b", "{\"strokes\":[[[NaN],[2]]]}", 1);
    send("c", "{\"strokes\":[[[" + many + "],[" + many + "]]]}", 1);
    send("d", "no JSON", 1);
    sketches.pipeInput(null, "{\"strokes\":[[[1],[2]]]}".getBytes(UTF_8));
    send("e", "{\"strokes\":[[[1],[2]]]}", 10);
    send("e", "{\"strokes\":[[[1],[2]]]}", 9);
    driver.advanceWallClockTime(Duration.ofMillis(20));

    assertThat(deadLetters.readRecordsToList())
        .extracting(r -> new String(r.headers().lastHeader(DeadLetter.ERROR_CLASS).value(), UTF_8))
        .containsExactly(
            "out-of-range", "not-finite", "out-of-range", "malformed", "bad-key", "late");
    assertThat(labels.getQueueSize()).isEqualTo(1);
  }

  @Test
  void a_dead_letter_keeps_the_bytes_and_headers_of_its_record() {
    sketches.pipeInput(
        new TestRecord<>(
            "a".getBytes(UTF_8),
            "{".getBytes(UTF_8),
            new RecordHeaders().add("trace", new byte[] {42}),
            77L));

    TestRecord<byte[], byte[]> letter = deadLetters.readRecord();
    assertThat(letter.value()).isEqualTo("{".getBytes(UTF_8));
    assertThat(letter.timestamp()).isEqualTo(77);
    assertThat(letter.headers().lastHeader("trace").value()).isEqualTo(new byte[] {42});
    assertThat(new String(letter.headers().lastHeader(DeadLetter.SOURCE_TOPIC).value(), UTF_8))
        .isEqualTo("wavecast.sketches");
  }

  @Test
  void states_are_forgotten_some_while_after_the_drawings_newest_sketch() {
    send("old", "{\"strokes\":[[[1],[2]]]}", 0);
    send("new", "{\"strokes\":[[[1],[2]]]}", 600_001);
    driver.advanceWallClockTime(Duration.ofMillis(20));
    PipelineStore store = (PipelineStore) driver.getStateStore("sketch-states");
    assertThat(store.get("old")).isNotNull();

    driver.advanceWallClockTime(Duration.ofMinutes(1));

    assertThat(store.get("old")).isNull();
    assertThat(store.get("new")).isNotNull();
  }

  private void send(String key, String value, long time) {
    sketches.pipeInput(key.getBytes(UTF_8), value.getBytes(UTF_8), time);
  }
}
