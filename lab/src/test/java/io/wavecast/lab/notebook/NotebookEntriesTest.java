package io.wavecast.lab.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.wavecast.trainer.recipe.Recipes;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NotebookEntriesTest {
  @Test
  void every_entry_names_a_recipe() {
    for (LeaderboardEntry entry : both()) {
      assertThatCode(() -> Recipes.named(entry.recipe())).doesNotThrowAnyException();
    }
  }

  @Test
  void no_mark_is_below_the_floor_of_ten_steps() {
    for (LeaderboardEntry entry : NotebookEntries.all()) {
      if (entry.group() != LeaderboardEntry.Group.ONE_STEP) {
        assertThat(entry.marks()).as(entry.title()).allMatch(m -> m > NotebookEntries.FLOOR);
      }
    }
  }

  @Test
  void the_notebooks_own_figure_comes_before_that_of_the_other_run() {
    assertThat(marks("rnn-batch-norm")).containsOnly(List.of(0.0214, 0.0164));
    assertThat(marks("wavenet")).containsOnly(List.of(0.0083, 0.0072));
    assertThat(marks("rnn")).containsOnly(List.of(0.0078, 0.0096));
  }

  /** Of our training and of that as printed. */
  private static List<List<Double>> marks(String name) {
    List<List<Double>> marks =
        both().stream()
            .filter(entry -> entry.recipe().replace("-as-printed", "").equals(name))
            .map(LeaderboardEntry::marks)
            .toList();
    assertThat(marks).hasSize(2);
    return marks;
  }

  private static List<LeaderboardEntry> both() {
    return Stream.of(NotebookEntries.all(), NotebookEntries.asPrinted())
        .flatMap(List::stream)
        .toList();
  }

  @Test
  void titles_are_unique_within_a_table() {
    assertThat(both())
        .extracting(entry -> entry.group() + " " + entry.title())
        .doesNotHaveDuplicates();
  }
}
