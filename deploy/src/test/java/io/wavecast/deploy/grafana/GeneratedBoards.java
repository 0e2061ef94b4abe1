package io.wavecast.deploy.grafana;

import java.util.LinkedHashMap;
import java.util.Map;

/** The contents of the board files. */
public final class GeneratedBoards {
  private GeneratedBoards() {}

  /** JSON by uid. */
  public static Map<String, String> json(String runbook) {
    Map<String, String> boards = new LinkedHashMap<>();
    Boards.all(runbook).forEach(board -> boards.put(board.uid(), BoardWriter.write(board)));
    return boards;
  }
}
