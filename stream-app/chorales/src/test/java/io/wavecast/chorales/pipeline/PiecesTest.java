package io.wavecast.chorales.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.chorales.contract.FakeComposer;
import io.wavecast.chorales.event.ChoraleEnd;
import io.wavecast.chorales.event.ChoraleEvent;
import io.wavecast.chorales.event.ChoraleNote;
import io.wavecast.chorales.event.ChoraleRequest;
import io.wavecast.chorales.event.ChoraleRequest.Mode;
import io.wavecast.chorales.event.Chord;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.InMemoryStore;
import io.wavecast.schemas.BadRecordException.Reason;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PiecesTest {
  private final List<ChoraleEvent> events = new ArrayList<>();
  private final InMemoryStore store = new InMemoryStore();
  private final FakeComposer composer = new FakeComposer();
  private final Pieces engine = engine(composer, store, events);

  @Test
  void notes_come_in_order_then_the_end_with_the_complete_chorale() {
    engine.add(request("a", 5, 1), 77);
    engine.compose(1000);

    assertThat(events).hasSize(21);
    List<Integer> told = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ChoraleNote note = (ChoraleNote) events.get(i);
      assertThat(note.index()).isEqualTo(i);
      told.add(note.note());
    }
    ChoraleEnd end = (ChoraleEnd) events.get(20);
    assertThat(end.chords()).hasSize(7);
    assertThat(end.chords().subList(0, 2)).isEqualTo(request("a", 5, 1).seedChords());
    List<Integer> whole = new ArrayList<>();
    end.chords().subList(2, 7).forEach(c -> List.of(0, 1, 2, 3).forEach(v -> whole.add(c.note(v))));
    assertThat(whole).isEqualTo(told);
    engine.save();
    assertThat(store.size()).isZero();
    assertThat(engine.unfinished()).isZero();
  }

  @Test
  void the_same_request_gives_the_same_chorale_alone_and_among_others() {
    List<ChoraleEvent> alone = new ArrayList<>();
    Pieces quiet = engine(new FakeComposer(), new InMemoryStore(), alone);
    quiet.add(request("a", 9, 42), 0);
    quiet.compose(1000);

    for (int i = 0; i < 6; i++) {
      engine.add(request(i == 3 ? "a" : "other" + i, i == 3 ? 9 : 5 + i, i == 3 ? 42 : i), 0);
      engine.compose(3);
    }
    while (engine.unfinished() > 0) {
      engine.compose(7);
    }

    assertThat(of("a", events)).isEqualTo(alone);
  }

  @Test
  void another_seed_gives_another_chorale_and_greedy_cares_for_none() {
    assertThat(notes(request("a", 9, 1))).isNotEqualTo(notes(request("a", 9, 2)));
    assertThat(notes(greedy(1)))
        .isEqualTo(notes(greedy(2)))
        .isNotEqualTo(notes(request("a", 9, 1)));
  }

  @Test
  void after_a_crash_at_any_slice_no_note_is_lost_or_doubled() {
    List<ChoraleEvent> whole = new ArrayList<>();
    Pieces calm = engine(new FakeComposer(), new InMemoryStore(), whole);
    for (int i = 0; i < 6; i++) {
      calm.add(request("c" + i, 3 + i, i), i);
    }
    while (calm.unfinished() > 0) {
      calm.compose(5);
    }

    for (int crashAfter = 0; crashAfter < 14; crashAfter++) {
      List<ChoraleEvent> told = new ArrayList<>();
      InMemoryStore before = new InMemoryStore();
      Pieces first = engine(new FakeComposer(), before, told);
      for (int i = 0; i < 6; i++) {
        first.add(request("c" + i, 3 + i, i), i);
      }
      for (int slice = 0; slice < crashAfter; slice++) {
        first.compose(5);
      }
      first.save();
      InMemoryStore committed = new InMemoryStore();
      before.forEach(committed::put);
      Pieces second = engine(new FakeComposer(), committed, told);
      second.recover();
      while (second.unfinished() > 0) {
        second.compose(5);
      }

      for (int i = 0; i < 6; i++) {
        assertThat(of("c" + i, told))
            .as("crash after %d", crashAfter)
            .isEqualTo(of("c" + i, whole));
      }
      second.save();
      assertThat(committed.size()).isZero();
    }
  }

  @Test
  void another_model_continues_a_piece_after_consuming_it_from_the_beginning() {
    engine.add(request("a", 5, 1), 0);
    engine.compose(12);
    int told = events.size();
    engine.save();

    Pieces later = engine(new FakeComposer("newer", 5), store, events);
    later.recover();
    later.compose(1000);

    assertThat(told).isPositive();
    for (int i = 0; i < 20; i++) {
      assertThat(((ChoraleNote) events.get(i)).index()).isEqualTo(i);
    }
    assertThat(((ChoraleEnd) events.get(20)).model().name()).isEqualTo("newer");
  }

  @Test
  void pieces_are_composed_in_the_order_of_arrival_as_many_at_once_as_the_model_takes() {
    for (int i = 0; i < 6; i++) {
      engine.add(request("c" + i, 4, i), 0);
    }
    engine.compose(1000);

    assertThat(composer.batches()).contains(4).allMatch(n -> n <= 4);
    List<String> ends =
        events.stream().filter(ChoraleEnd.class::isInstance).map(ChoraleEvent::choraleId).toList();
    assertThat(ends).containsExactly("c0", "c1", "c2", "c3", "c4", "c5");
  }

  @Test
  void a_piece_that_is_not_composed_yet_is_stored_without_a_model_state() {
    int size = 10_000;
    Pieces large = engine(new FakeComposer("large", size), store, events);
    for (int i = 0; i < 5; i++) {
      large.add(request("c" + i, 4, i), 0);
    }
    large.compose(1);
    large.save();

    assertThat(size("c3")).isGreaterThan(4 * size);
    assertThat(size("c4")).isLessThan(300);
    large.compose(1000);
    assertThat(of("c4", events)).hasSize(17);
  }

  /** G8. */
  @Test
  void a_name_in_use_is_rejected_and_free_again_afterwards() {
    engine.add(request("a", 2, 1), 0);

    assertThat(engine.add(request("a", 2, 1), 0))
        .hasValueSatisfying(
            why -> {
              assertThat(why.reason()).isEqualTo(Reason.OUT_OF_RANGE);
              assertThat(why.message()).endsWith("being composed: a");
            });
    engine.compose(1000);
    engine.add(request("a", 2, 1), 0);
    engine.compose(1000);

    assertThat(events).hasSize(18);
    assertThat(events.subList(0, 9)).isEqualTo(events.subList(9, 18));
  }

  @Test
  void the_layout_of_the_first_release_reads_back_and_is_still_written_the_same() {
    String golden =
        "0100000000000000070000000000000000000000647b2263686f72616c654964223a2261222c2273"
            + "65656443686f726473223a5b5b36302c35352c35322c34385d5d2c226c656e677468223a312c226d"
            + "6f6465223a22677265656479222c2274656d7065726174757265223a312e302c2273656564223a33"
            + "7d0000000466616b65000000013100000006000000050722460ccc0040a0000000000000";
    ChoraleRequest request =
        new ChoraleRequest("a", List.of(new Chord(60, 55, 52, 48)), 1, Mode.GREEDY, 1, 3);
    engine.add(request, 7);
    engine.compose(5);
    engine.save();
    byte[] written = Objects.requireNonNull(store.get("a"));

    Piece read = PieceLayout.read(written, composer);
    assertThat(PieceLayout.write(read)).isEqualTo(written);
    assertThat(read.length).isEqualTo(6);
    assertThat(read.consumed).isEqualTo(5);
    assertThat(HexFormat.of().formatHex(written)).isEqualTo(golden);
  }

  private int size(String id) {
    return Objects.requireNonNull(store.get(id)).length;
  }

  private List<Integer> notes(ChoraleRequest request) {
    List<ChoraleEvent> told = new ArrayList<>();
    Pieces one = engine(new FakeComposer(), new InMemoryStore(), told);
    one.add(request, 0);
    one.compose(1000);
    return told.stream()
        .filter(ChoraleNote.class::isInstance)
        .map(e -> ((ChoraleNote) e).note())
        .toList();
  }

  private static List<ChoraleEvent> of(String id, List<ChoraleEvent> events) {
    return events.stream().filter(e -> e.choraleId().equals(id)).toList();
  }

  private static Pieces engine(Composer composer, InMemoryStore store, List<ChoraleEvent> events) {
    return new Pieces(composer, store, (event, time) -> events.add(event), Metrics.NONE);
  }

  private static ChoraleRequest request(String id, int length, long seed) {
    return new ChoraleRequest(id, seeds(), length, Mode.SAMPLE, 1, seed);
  }

  private static ChoraleRequest greedy(long seed) {
    return new ChoraleRequest("a", seeds(), 9, Mode.GREEDY, 1, seed);
  }

  private static List<Chord> seeds() {
    return List.of(new Chord(73, 68, 61, 53), new Chord(72, 0, 60, 53));
  }
}
