package io.wavecast.deploy.grafana;

import java.util.List;

/** Every board. */
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
