package io.wavecast.testkit.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.testkit.load.RecordHashes.Counts;
import io.wavecast.testkit.load.RecordHashes.Place;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a comparison of a topic with its recomputation finds. */
class RecordHashesTest {
  private static final RecordHashes EXPECTED = of("a", "1", "2", "3");

  @Test
  void equal_records_do_not_differ() {
    assertThat(EXPECTED.compare(of("a", "1", "2", "3")))
        .isEqualTo(new Counts(3, 0, 0, 0, List.of()));
  }

  @Test
  void a_lost_one_a_doubled_one_and_a_wrong_one_are_counted_and_found() {
    assertThat(EXPECTED.compare(of("a", "1", "2")))
        .isEqualTo(new Counts(2, 1, 0, 0, List.of(new Place("a", 2, 2))));
    assertThat(EXPECTED.compare(of("a", "1", "2", "3", "3")))
        .isEqualTo(new Counts(4, 0, 1, 0, List.of(new Place("a", 3, 3))));
    assertThat(EXPECTED.compare(of("a", "1", "x", "3")))
        .isEqualTo(new Counts(3, 0, 0, 2, List.of(new Place("a", 1, 1))));
    assertThat(EXPECTED.compare(of("a", "2", "1", "3")).wrong()).isEqualTo(3);
    assertThat(EXPECTED.compare(of("b", "1", "2", "3")))
        .isEqualTo(new Counts(3, 3, 3, 0, List.of(new Place("a", 0, 0), new Place("b", 0, 0))));
  }

  @Test
  void of_a_topic_that_was_deleted_the_end_is_compared() {
    RecordHashes written = of("a", "x", "3");

    assertThat(EXPECTED.endsOf(of("a", "2", "3")).compare(of("a", "2", "3")).differences())
        .isEmpty();
    assertThat(EXPECTED.endsOf(written).compare(written))
        .isEqualTo(new Counts(2, 0, 0, 2, List.of(new Place("a", 1, 0))));
    assertThat(EXPECTED.endsOf(of("b")).compare(of("b")).lost()).isEqualTo(1);
  }

  @Test
  void the_texts_of_a_difference_are_those_at_its_place() {
    Place place = new Place("a", 1, 0);
    RecordTexts texts = new RecordTexts("t", List.of(place), Place::expected);

    texts.add("t", "a", "first");
    texts.add("other", "a", "of another topic");
    texts.add("t", "b", "of another key");
    texts.add("t", "a", "second");

    assertThat(texts.at(place)).isEqualTo("second");
    assertThat(texts.at(new Place("a", 9, 9))).isEqualTo("nothing");
  }

  private static RecordHashes of(String key, String... texts) {
    RecordHashes records = new RecordHashes();
    for (String text : texts) {
      records.add(key, text);
    }
    return records;
  }
}
