package io.wavecast.service.resilience;

import static io.wavecast.service.resilience.PipelineProcess.CHORALES;
import static io.wavecast.service.resilience.PipelineProcess.CHORALE_TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.chorales.cli.SeedChords;
import io.wavecast.chorales.contract.ChoraleContract;
import io.wavecast.chorales.event.ChoraleEnd;
import io.wavecast.chorales.event.ChoraleEvent;
import io.wavecast.chorales.event.ChoraleJson;
import io.wavecast.chorales.event.ChoraleRequest;
import io.wavecast.chorales.event.ChoraleRequest.Mode;
import io.wavecast.chorales.event.ChoraleRequestCodec;
import io.wavecast.chorales.model.OnnxComposer;
import io.wavecast.kafka.topics.TopicSpec;
import io.wavecast.testkit.kafka.CommittedRecords;
import io.wavecast.testkit.process.ChildJvm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 in the middle of composing: no note lost, none doubled, the same chorales as calmly. */
@Tag("slow")
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class ChoraleKillTest {
  private static final int KILLS = 4;
  private static final int PIECES = 12;
  private static final int LENGTH = 150;
  private static final long SEED = 20261125;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path dir;

  @Test
  void no_note_is_lost_or_duplicated_across_kills() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    Map<String, List<ChoraleEvent>> calm = calm();
    try (KilledPipeline pipeline = KilledPipeline.of(CHORALES, dir, topics())) {
      send(pipeline.servers());
      Map<String, List<ChoraleEvent>> emitted = new HashMap<>();
      List<Long> before = new ArrayList<>();
      try (CommittedRecords notes =
          new CommittedRecords(pipeline.servers(), CHORALE_TOPICS.notes())) {
        for (int kill = 0; kill < KILLS; kill++) {
          long known = count(emitted);
          pipeline
              .kills()
              .killAfter(
                  () ->
                      notes.await(
                          () -> count(emitted) > known, PATIENCE, r -> add(emitted, r.value())),
                  random.nextLong(300));
          before.add(count(emitted));
        }
        try (ChildJvm last = pipeline.kills().start()) {
          notes.read(() -> ends(emitted) >= PIECES, PATIENCE, r -> add(emitted, r.value()));
          assertThat(last.runsFor(0)).as("runs by itself").isTrue();
        }
      }
      System.out.printf(
          "chorale kill test: %d kills, events known before each: %s, %d in the end%n",
          KILLS, before, count(emitted));
      assertThat(before.get(0)).as("kills fell in the middle, seed %d", SEED).isPositive();
      assertThat(before.get(KILLS - 1)).isLessThan(PIECES * (4L * LENGTH + 1));
      assertThat(emitted).as("seed %d", SEED).isEqualTo(calm);
    }
  }

  private static void add(Map<String, List<ChoraleEvent>> emitted, byte[] value) {
    ChoraleEvent event = ChoraleJson.read(value);
    emitted.computeIfAbsent(event.choraleId(), id -> new ArrayList<>()).add(event);
  }

  private static long count(Map<String, List<ChoraleEvent>> emitted) {
    return emitted.values().stream().mapToLong(List::size).sum();
  }

  private static long ends(Map<String, List<ChoraleEvent>> emitted) {
    return emitted.values().stream()
        .flatMap(List::stream)
        .filter(ChoraleEnd.class::isInstance)
        .count();
  }

  private static ChoraleRequest request(int i) {
    return new ChoraleRequest("chorale-" + i, SeedChords.bach(), LENGTH, Mode.SAMPLE, 1, SEED + i);
  }

  private static Map<String, List<ChoraleEvent>> calm() {
    Map<String, List<ChoraleEvent>> events = new HashMap<>();
    try (OnnxComposer composer = OnnxComposer.KIND.open()) {
      for (int i = 0; i < PIECES; i++) {
        events.put(request(i).choraleId(), ChoraleContract.alone(composer, request(i)));
      }
    }
    return events;
  }

  private static List<TopicSpec> topics() {
    return Stream.of(
            CHORALE_TOPICS.requests(), CHORALE_TOPICS.notes(), CHORALE_TOPICS.deadLetters())
        .map(name -> new TopicSpec(name, 1, (short) 1, Map.of()))
        .toList();
  }

  private static void send(String servers) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < PIECES; i++) {
        ChoraleRequest request = request(i);
        producer
            .send(
                new ProducerRecord<>(
                    CHORALE_TOPICS.requests(),
                    request.choraleId().getBytes(StandardCharsets.UTF_8),
                    ChoraleRequestCodec.write(request)))
            .get();
      }
    }
  }
}
