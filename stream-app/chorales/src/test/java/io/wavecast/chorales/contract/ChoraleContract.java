package io.wavecast.chorales.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.chorales.event.ChoraleEvent;
import io.wavecast.chorales.event.ChoraleJson;
import io.wavecast.chorales.event.ChoraleRequest;
import io.wavecast.chorales.event.ChoraleRequest.Mode;
import io.wavecast.chorales.event.ChoraleRequestCodec;
import io.wavecast.chorales.event.Chord;
import io.wavecast.chorales.pipeline.Composer;
import io.wavecast.chorales.pipeline.Pieces;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.InMemoryStore;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.testkit.contract.StreamUnderTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The guarantees of the chorale pipeline on any engine, with a {@link FakeComposer} as its model.
 */
public abstract class ChoraleContract {
  protected static final long SEED = 20261125;

  /** Starts the pipeline without any state. */
  protected abstract StreamUnderTest<ChoraleEvent> start();

  @Test
  void a_request_gives_its_notes_in_order_and_its_end_whatever_else_is_composed() {
    List<ChoraleRequest> requests = random(SEED, 12);

    try (StreamUnderTest<ChoraleEvent> stream = start()) {
      requests.forEach(request -> send(stream, request));
      stream.settle();

      assertThat(byChorale(stream.events())).as("seed %d", SEED).isEqualTo(alone(requests));
      assertThat(stream.deadLetters()).isEmpty();
    }
  }

  @Test
  void malformed_records_are_dead_lettered_untouched_with_their_reason() {
    List<String> values =
        List.of(
            "{\"seedChords\":[[60,55,52,48]],\"length\":1000000}",
            "{\"seedChords\":[[60,55,52,35]],\"length\":1}",
            "no JSON",
            "[]",
            "{\"seedChords\":[[60,55,52,48]],\"length\":1" + " ".repeat(1 << 16) + "}",
            "{\"seedChords\":[[60,55,52,48]],\"length\":1}");

    try (StreamUnderTest<ChoraleEvent> stream = start()) {
      values.forEach(value -> stream.send("a".getBytes(UTF_8), value.getBytes(UTF_8), 5));
      stream.settle();

      assertThat(stream.deadLetters())
          .extracting(d -> d.offset() + " " + d.reason().label())
          .containsExactly(
              "0 out-of-range", "1 out-of-range", "2 malformed", "3 wrong-type", "4 too-large");
      for (DeadLetter letter : stream.deadLetters()) {
        assertThat(letter.value()).isEqualTo(values.get((int) letter.offset()).getBytes(UTF_8));
      }
      assertThat(stream.events()).hasSize(5).allMatch(e -> e.choraleId().equals("a"));
    }
  }

  protected static void send(StreamUnderTest<ChoraleEvent> stream, ChoraleRequest request) {
    stream.send(request.choraleId().getBytes(UTF_8), ChoraleRequestCodec.write(request), 77);
  }

  protected static List<ChoraleRequest> random(long seed, int n) {
    SplittableRandom random = new SplittableRandom(seed);
    List<ChoraleRequest> requests = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      List<Chord> seedChords = new ArrayList<>();
      for (int c = 0; c <= random.nextInt(20); c++) {
        seedChords.add(new Chord(60 + random.nextInt(20), 55, 52, random.nextBoolean() ? 48 : 0));
      }
      Mode mode = random.nextInt(4) == 0 ? Mode.GREEDY : Mode.SAMPLE;
      requests.add(
          new ChoraleRequest(
              "chorale-" + i, seedChords, random.nextInt(1, 60), mode, 1, random.nextInt()));
    }
    return requests;
  }

  /** Each composed alone, without interruption. */
  protected static Map<String, List<ChoraleEvent>> alone(List<ChoraleRequest> requests) {
    Map<String, List<ChoraleEvent>> events = new TreeMap<>();
    requests.forEach(r -> events.put(r.choraleId(), alone(new FakeComposer(), r)));
    return events;
  }

  /** The events of a request that is composed alone, without interruption. */
  public static List<ChoraleEvent> alone(Composer composer, ChoraleRequest request) {
    List<ChoraleEvent> events = new ArrayList<>();
    Pieces pieces =
        new Pieces(
            composer, new InMemoryStore(), (event, eventTime) -> events.add(event), Metrics.NONE);
    assertThat(pieces.add(request, 77)).isEmpty();
    pieces.compose(Integer.MAX_VALUE);
    return events;
  }

  protected static Map<String, List<ChoraleEvent>> byChorale(List<ChoraleEvent> events) {
    Map<String, List<ChoraleEvent>> sorted = new TreeMap<>();
    events.forEach(e -> sorted.computeIfAbsent(e.choraleId(), id -> new ArrayList<>()).add(e));
    return sorted;
  }

  /** Reads an event back from its record. */
  public static ChoraleEvent event(OutputRecord record) {
    return ChoraleJson.read(Objects.requireNonNull(record.value()));
  }
}
