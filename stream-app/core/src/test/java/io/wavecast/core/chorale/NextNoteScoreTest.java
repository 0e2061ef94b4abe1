package io.wavecast.core.chorale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.core.stream.InMemoryStore;
import io.wavecast.schemas.chorale.ChoraleEvent;
import io.wavecast.schemas.chorale.ChoraleNote;
import io.wavecast.schemas.chorale.ChoraleRequest;
import io.wavecast.schemas.chorale.ChoraleRequest.Mode;
import io.wavecast.schemas.chorale.Chord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class NextNoteScoreTest {
  private static final double OTHER = -Math.log(0.5f / (Composer.CLASSES - 1));
  private static final double LIKELIEST = -Math.log(0.5f);

  @Test
  void the_likeliest_note_counts_except_in_the_prompt() {
    List<Chord> own = greedy(NextNoteScore.CHORDS);

    NextNoteScore score = NextNoteScore.of(new FakeComposer(), List.of(own));

    // three notes of the first chord were given: what the composer thinks of them is no matter
    assertThat(score.windows()).isEqualTo(1);
    assertThat(score.accuracy()).isBetween(128 / 131.0, 1.0);
    double hits = score.accuracy() * 131;
    assertThat(score.loss())
        .isCloseTo((hits * LIKELIEST + (131 - hits) * OTHER) / 131, within(1e-6));
  }

  @Test
  void a_note_that_is_not_the_likeliest_is_missed_and_costs_what_it_was_given() {
    List<Chord> own = new ArrayList<>(greedy(NextNoteScore.CHORDS));
    double before = NextNoteScore.of(new FakeComposer(), List.of(own)).accuracy();
    Chord last = own.get(NextNoteScore.CHORDS - 1);
    own.set(
        NextNoteScore.CHORDS - 1,
        new Chord(last.note(0), last.note(1), last.note(2), last.note(3) == 40 ? 41 : 40));

    NextNoteScore score = NextNoteScore.of(new FakeComposer(), List.of(own));

    assertThat(score.accuracy()).isCloseTo(before - 1 / 131.0, within(1e-9));
  }

  @Test
  void windows_begin_every_16_chords_and_what_is_left_is_dropped() {
    List<List<Chord>> chorales = new ArrayList<>();
    for (int chords : new int[] {32, 33, 48, 49, 65, 100}) {
      chorales.add(Collections.nCopies(chords, new Chord(60, 55, 52, 48)));
    }

    assertThat(NextNoteScore.of(new FakeComposer(), chorales).windows())
        .isEqualTo(0 + 1 + 1 + 2 + 3 + 5);
    assertThat(NextNoteScore.of(new FakeComposer(), List.of()).loss()).isNaN();
  }

  /** A chorale of so many chords, of which the first was given. */
  private static List<Chord> greedy(int chords) {
    List<Integer> notes = new ArrayList<>(List.of(60, 55, 52, 48));
    ChoraleRequest request =
        new ChoraleRequest("a", List.of(new Chord(60, 55, 52, 48)), chords - 1, Mode.GREEDY, 1, 0);
    Pieces.Sink sink = (ChoraleEvent event, long time) -> note(event, notes);
    Pieces engine =
        new Pieces(
            new FakeComposer(), new InMemoryStore(), sink, io.wavecast.core.metrics.Metrics.NONE);
    engine.add(request, 0);
    engine.compose(Integer.MAX_VALUE);
    List<Chord> whole = new ArrayList<>();
    for (int i = 0; i < notes.size(); i += 4) {
      whole.add(new Chord(notes.get(i), notes.get(i + 1), notes.get(i + 2), notes.get(i + 3)));
    }
    return whole;
  }

  private static void note(ChoraleEvent event, List<Integer> notes) {
    if (event instanceof ChoraleNote note) {
      notes.add(note.note());
    }
  }
}
