package io.wavecast.lab.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.lab.notebook.LeaderboardEntry.Group;
import io.wavecast.lab.notebook.LeaderboardRow.RankedRun;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaderboardRowTest {
  private static final List<RankedRun> RUNS =
      List.of(Rows.run(1, 0.3, 0.06), Rows.run(2, 0.1, 0.02), Rows.run(3, 0.2, 0.05));

  @Test
  void the_notebooks_tables_compare_the_last_epoch() {
    LeaderboardRow row = new LeaderboardRow(Rows.entry(Group.SEQUENCES, 0.2), RUNS);

    assertThat(row.compared()).isEqualTo(0.2);
    assertThat(row.holds()).isTrue();
  }

  @Test
  void the_other_tables_compare_the_test_set() {
    LeaderboardRow row = new LeaderboardRow(Rows.entry(Group.NEW_SERIES, 0.04), RUNS);

    assertThat(row.compared()).isEqualTo(0.05);
    assertThat(row.holds()).isFalse();
  }

  @Test
  void the_weakest_mark_decides() {
    assertThat(new LeaderboardRow(Rows.entry(Group.SEQUENCES, 0.1, 0.3), RUNS).holds()).isTrue();
    assertThat(new LeaderboardRow(Rows.entry(Group.SEQUENCES, 0.1, 0.15), RUNS).holds()).isFalse();
  }

  @Test
  void a_mark_is_rounded_and_a_row_without_marks_holds() {
    assertThat(new LeaderboardRow(Rows.entry(Group.SEQUENCES, 0.2 * (1 - 1e-7)), RUNS).holds())
        .isTrue();
    assertThat(new LeaderboardRow(Rows.entry(Group.SEQUENCES, 0.2 * (1 - 1e-5)), RUNS).holds())
        .isFalse();
    assertThat(new LeaderboardRow(Rows.entry(Group.SEQUENCES), RUNS).holds()).isTrue();
  }

  @Test
  void the_range_over_the_seeds() {
    LeaderboardRow row = new LeaderboardRow(Rows.entry(Group.SEQUENCES), RUNS);

    assertThat(row.least(RankedRun::test)).isEqualTo(0.02);
    assertThat(row.most(RankedRun::test)).isEqualTo(0.06);
  }
}
