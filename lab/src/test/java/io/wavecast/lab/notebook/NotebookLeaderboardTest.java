package io.wavecast.lab.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.lab.notebook.LeaderboardEntry.Group;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotebookLeaderboardTest {
  private static final List<String> ORIGIN = List.of("command: `x`", "seeds: 1, 2");

  @Test
  void a_row_shows_medians_the_range_and_whether_its_mark_is_held() {
    LeaderboardRow row =
        new LeaderboardRow(
            Rows.entry(Group.SEQUENCES, 0.25, 0.5),
            List.of(Rows.run(1, 0.3, 0.006), Rows.run(2, 0.1, 0.002)));

    String page = new NotebookLeaderboard(List.of(row), ORIGIN).markdown();

    assertThat(page)
        .contains("- command: `x`\n- seeds: 1, 2\n- floor, ten steps: 0.00092")
        .contains("## Sequence to sequence", "| notebook (its other run) |")
        .contains(
            "| LSTM 20-20 | `lstm` | 5,250 | 0.2500 (0.5000) | 0.8000 | 0.2000 | 0.1000 | 0.00400 |"
                + " 0.00200 to 0.00600 | 2 | 90.0 % | held |")
        .doesNotContain("## One step ahead");
  }

  @Test
  void a_missed_goal_beyond_the_notebook_is_marked() {
    LeaderboardRow row =
        new LeaderboardRow(Rows.entry(Group.NEW_SERIES, 0.001), List.of(Rows.run(1, 0.3, 0.006)));

    assertThat(new NotebookLeaderboard(List.of(row), ORIGIN).markdown())
        .contains("| goal, test |", "| 0.00600 |  | 1 | 90.0 % | **missed** |");
  }

  @Test
  void what_is_trained_as_printed_is_measured_and_not_ranked() {
    LeaderboardRow row =
        new LeaderboardRow(Rows.entry(Group.AS_PRINTED, 0.001), List.of(Rows.run(1, 0.3, 0.006)));

    assertThat(new NotebookLeaderboard(List.of(row), ORIGIN).markdown())
        .contains("## As the notebook prints it", "| 0.00600 |  | 1 | 90.0 % |  |")
        .doesNotContain("**missed**");
  }

  @Test
  void json_holds_every_run() {
    LeaderboardRow row =
        new LeaderboardRow(
            Rows.entry(Group.SEQUENCES, 0.25),
            List.of(Rows.run(1, 0.3, 0.006), Rows.run(2, 0.1, 0.002)));

    String json = new NotebookLeaderboard(List.of(row), ORIGIN).json();

    assertThat(json)
        .contains("\"origin\" : \"command: `x`; seeds: 1, 2\"", "\"marks\" : [ 0.25 ]")
        .contains("\"compared\" : 0.2", "\"holds\" : true")
        .containsSubsequence("\"seed\" : 1", "\"last\" : 0.3", "\"seed\" : 2", "\"last\" : 0.1");
  }
}
