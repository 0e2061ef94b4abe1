package io.wavecast.deploy.grafana;

import java.util.List;
import java.util.stream.Stream;

/**
 * One dashboard.
 *
 * @param uid identifier in Grafana's URLs, {@code /d/UID}, and the file name
 * @param title the title
 * @param description the question that it answers
 * @param byModel whether it can be filtered by model
 * @param rows from top to bottom
 */
record Board(String uid, String title, String description, boolean byModel, List<Row> rows) {
  Board {
    rows = List.copyOf(rows);
    if (!uid.matches("[a-z0-9-]{1,40}")) {
      throw new IllegalArgumentException("uid must be 1..40 of a-z 0-9 -, got: " + uid);
    }
  }

  /** Panels under one heading, preferably a question. */
  record Row(String title, List<Panel> panels) {
    Row {
      panels = List.copyOf(panels);
    }

    static Row of(String title, Panel... panels) {
      return new Row(title, List.of(panels));
    }
  }

  Stream<Panel> panels() {
    return rows.stream().flatMap(row -> row.panels().stream());
  }
}
