package io.wavecast.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.chorales.event.ChoraleEnd;
import io.wavecast.chorales.event.ChoraleEvent;
import io.wavecast.chorales.event.ChoraleJson;
import io.wavecast.chorales.event.ChoraleNote;
import io.wavecast.service.cli.Cli;
import io.wavecast.sketches.event.SketchJson;
import io.wavecast.sketches.event.SketchLabel;
import io.wavecast.testkit.kafka.CommittedRecords;
import io.wavecast.testkit.kafka.TestTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process that forecasts, labels sketches and composes chorales. */
@Tag("slow")
class SketchesAndChoralesTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path dir;

  @Test
  void one_service_creates_its_topics_labels_a_growing_drawing_and_composes() throws Exception {
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(new BrokerSettings(dir.resolve("broker"), 0))) {
      String kafka = broker.bootstrapServers();
      String[] both = {
        "--bootstrap-servers", kafka, "--sketches-enabled=true", "--chorales-enabled=true"
      };
      assertThat(Cli.run(with(both, "topics", "check")).code()).as("no topics yet").isEqualTo(1);
      Cli serve = new Cli();
      Thread serving =
          serve.start(with(both, "serve", "--http-port", "0", "--data-dir", dir + "/data"));
      TestTopics topics = new TestTopics(kafka);
      try {
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    !serving.isAlive()
                        || Cli.run(with(both, "topics", "check", "--json")).code() == 0);
        topics.send("wavecast.sketches", "d", "{\"strokes\":[[[0,100,100],[30,30,95]]]}");
        topics.send(
            "wavecast.sketches",
            "d",
            "{\"strokes\":[[[0,100,100,0,0],[30,30,95,95,30]],[[35,35,65,65],[30,12,12,30]]],"
                + "\"finished\":true}");
        topics.send("wavecast.sketches", "d", "{\"strokes\":[]}");
        topics.send(
            "wavecast.chorale-requests", "c", "{\"seedChords\":[[60,55,52,48]],\"length\":3}");
        topics.send(
            "wavecast.chorale-requests", "c", "{\"seedChords\":[[60,55,52,48]],\"length\":0}");

        List<SketchLabel> labels =
            read(kafka, "wavecast.sketch-labels", 2).stream().map(SketchJson::label).toList();
        List<ChoraleEvent> notes =
            read(kafka, "wavecast.chorale-notes", 13).stream().map(ChoraleJson::read).toList();
        read(kafka, "wavecast.dead-letters", 2);

        assertThat(labels).extracting(SketchLabel::points).containsExactly(3, 9);
        assertThat(labels.get(1).top().get(0).label()).isEqualTo("suitcase");
        assertThat(labels.get(1).isFinal()).isTrue();
        assertThat(notes.subList(0, 12)).allMatch(ChoraleNote.class::isInstance);
        assertThat(((ChoraleEnd) notes.get(12)).chords()).hasSize(4);
      } finally {
        serving.interrupt();
        serving.join(PATIENCE.toMillis());
      }
      assertThat(serve.code()).as(serve.err()).isZero();
    }
  }

  private static String[] with(String[] options, String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(options));
    return all.toArray(String[]::new);
  }

  /** All records of a topic once it has the given number. */
  private static List<byte[]> read(String kafka, String topic, int enough) {
    List<byte[]> values = new ArrayList<>();
    try (CommittedRecords records = new CommittedRecords(kafka, topic)) {
      records.read(() -> values.size() >= enough, PATIENCE, record -> values.add(record.value()));
    }
    assertThat(values).as(topic).hasSize(enough);
    return values;
  }
}
