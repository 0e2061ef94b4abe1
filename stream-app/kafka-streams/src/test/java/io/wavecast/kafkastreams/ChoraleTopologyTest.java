package io.wavecast.kafkastreams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.wavecast.chorales.contract.FakeComposer;
import io.wavecast.chorales.event.ChoraleEnd;
import io.wavecast.chorales.event.ChoraleEvent;
import io.wavecast.chorales.event.ChoraleJson;
import io.wavecast.chorales.event.ChoraleNote;
import io.wavecast.chorales.event.ChoraleTopics;
import io.wavecast.chorales.pipeline.ChoraleSpec;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.DeadLetter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChoraleTopologyTest {
  private static final ChoraleTopics TOPICS = ChoraleTopics.withPrefix("wavecast.");

  @TempDir Path dir;

  /** Each look at the clock is so much later: a slice ends after the first one. */
  private long tick = 1_000_000_000L;

  private final AtomicLong nanos = new AtomicLong();

  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> requests;
  private TestOutputTopic<String, byte[]> notes;
  private TestOutputTopic<byte[], byte[]> deadLetters;

  @BeforeEach
  void start() {
    Properties properties = new Properties();
    properties.put("application.id", "chorales");
    properties.put("bootstrap.servers", "none:1");
    properties.put("state.dir", dir.toString());
    driver = new TopologyTestDriver(topology(), properties);
    requests =
        driver.createInputTopic(
            TOPICS.requests(), new ByteArraySerializer(), new ByteArraySerializer());
    notes =
        driver.createOutputTopic(
            TOPICS.notes(), new StringDeserializer(), new ByteArrayDeserializer());
    deadLetters =
        driver.createOutputTopic(
            TOPICS.deadLetters(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  private Topology topology() {
    return PipelineTopology.build(
        new ChoraleSpec(TOPICS, 1 << 20),
        new FakeComposer(),
        Metrics.NONE,
        () -> nanos.addAndGet(tick));
  }

  @Test
  void names_of_nodes_stores_and_topics_stay_as_they_are() {
    assertThat(topology().describe().toString().replaceAll("extractor class: .*\\)", "by record)"))
        .isEqualTo(
            """
            Topologies:
               Sub-topology: 0
                Source: chorale-requests (topics: [wavecast.chorale-requests])
                  --> compose
                Processor: compose (stores: [pieces])
                  --> chorale-notes
                  <-- chorale-requests
                Sink: chorale-notes (by record)
                  <-- compose

            """);
  }

  @Test
  void a_request_gives_its_notes_in_slices_then_the_end_under_its_name_and_time() {
    send("k", "{\"choraleId\":\"a\",\"seedChords\":[[60,55,52,48]],\"length\":10}", 77);
    assertThat(notes.isEmpty()).isTrue();

    driver.advanceWallClockTime(Duration.ofMillis(1));
    assertThat(notes.getQueueSize()).as("a slice hears 16 notes, 4 of them given").isEqualTo(13);
    slices(10);

    List<TestRecord<String, byte[]>> records = notes.readRecordsToList();
    assertThat(records).hasSize(41).allMatch(r -> r.key().equals("a") && r.timestamp() == 77);
    List<ChoraleEvent> events = events(records);
    for (int i = 0; i < 40; i++) {
      assertThat(((ChoraleNote) events.get(i)).index()).isEqualTo(i);
    }
    assertThat(((ChoraleEnd) events.get(40)).chords()).hasSize(11);
    ((PipelineStore) driver.getStateStore("pieces"))
        .forEach((id, piece) -> fail("complete pieces are removed"));
  }

  @Test
  void composing_waits_while_requests_arrive_but_not_for_long() {
    tick = 0;
    String json = "{\"seedChords\":[[60,55,52,48]],\"length\":1}";
    send("a", json, 1);
    slices(1);
    send("b", json, 2);
    slices(1);
    assertThat(notes.isEmpty()).as("two came, there may be more").isTrue();
    slices(1);
    assertThat(notes.readRecordsToList()).as("both are whole").hasSize(10);

    send("c", json, 3);
    tick = 20_000_000;
    slices(1);
    assertThat(notes.readRecordsToList()).as("it has waited long enough").hasSize(5);
  }

  @Test
  void a_bad_request_is_dead_lettered_and_the_stream_continues() {
    send("a", "{\"seedChords\":[[60,55,52,48]],\"length\":1000000}", 5);
    send("a", "{\"seedChords\":[[60,55,52,35]],\"length\":1}", 5);
    send("a", "{\"seedChords\":[[60,55,52,48]],\"length\":1}", 5);
    send("a", "{\"seedChords\":[[60,55,52,48]],\"length\":1}", 5);
    slices(10);

    List<String> messages = new ArrayList<>();
    for (TestRecord<byte[], byte[]> letter : deadLetters.readRecordsToList()) {
      messages.add(
          new String(letter.headers().lastHeader(DeadLetter.ERROR_MESSAGE).value(), UTF_8));
      assertThat(letter.timestamp()).isEqualTo(5);
    }
    assertThat(messages)
        .containsExactly(
            "length must be in 1..1024, got: 1000000",
            "note must be 0 (silence) or in 36..81, got: 35",
            "choraleId must be free, got one that is being composed: a");
    assertThat(notes.readRecordsToList()).hasSize(5);
  }

  private void slices(int n) {
    for (int i = 0; i < n; i++) {
      driver.advanceWallClockTime(Duration.ofMillis(1));
    }
  }

  private void send(String key, String json, long time) {
    requests.pipeInput(key.getBytes(UTF_8), json.getBytes(UTF_8), time);
  }

  private static List<ChoraleEvent> events(List<TestRecord<String, byte[]>> records) {
    List<ChoraleEvent> events = new ArrayList<>();
    records.forEach(r -> events.add(ChoraleJson.read(r.value())));
    return events;
  }
}
