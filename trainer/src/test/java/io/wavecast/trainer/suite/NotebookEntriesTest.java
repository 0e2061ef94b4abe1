package io.wavecast.trainer.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.wavecast.trainer.recipe.Recipes;
import org.junit.jupiter.api.Test;

class NotebookEntriesTest {
  @Test
  void every_entry_names_a_recipe() {
    for (LeaderboardEntry entry : NotebookEntries.all()) {
      assertThatCode(() -> Recipes.named(entry.recipe())).doesNotThrowAnyException();
    }
  }

  @Test
  void the_better_mark_comes_first_and_no_mark_is_below_the_floor_of_ten_steps() {
    for (LeaderboardEntry entry : NotebookEntries.all()) {
      assertThat(entry.marks()).as(entry.title()).isSorted();
      if (entry.group() != LeaderboardEntry.Group.ONE_STEP) {
        assertThat(entry.marks()).as(entry.title()).allMatch(m -> m > NotebookEntries.FLOOR);
      }
    }
  }

  @Test
  void titles_are_unique_within_a_table() {
    assertThat(NotebookEntries.all())
        .extracting(entry -> entry.group() + " " + entry.title())
        .doesNotHaveDuplicates();
  }
}
