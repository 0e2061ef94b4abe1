package io.wavecast.deploy.grafana;

import io.wavecast.deploy.grafana.Board.Row;
import java.util.List;

/** docs/RUNBOOK.md as a board, so that alerts and panels can link to it wherever Grafana runs. */
final class RunbookBoard {
  private RunbookBoard() {}

  static Board board(String markdown) {
    Panel text =
        new Panel(Panel.Kind.TEXT, "Runbook", markdown, Unit.NUMBER, Limits.none(), 24, List.of());
    return new Board(
        "wavecast-runbook",
        "Wavecast / Runbook",
        "What each alert means and what to do.",
        false,
        List.of(Row.of("Runbook", text)));
  }
}
