package io.wavecast.deploy.grafana;

import java.util.List;

/** Every board, in the order in which they are listed. */
final class Boards {
  private Boards() {}

  /**
   * @param runbook the runbook's Markdown
   */
  static List<Board> all(String runbook) {
    return List.of(
        OverviewBoard.board(),
        QualityBoard.board(),
        DeviationsBoard.board(),
        InferenceBoard.board(),
        SketchesAndChoralesBoard.board(),
        RunbookBoard.board(runbook));
  }
}
