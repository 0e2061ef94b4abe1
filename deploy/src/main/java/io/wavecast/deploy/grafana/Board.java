package io.wavecast.deploy.grafana;

import java.util.List;

/**
 * One dashboard, as a file of the resources describes it.
 *
 * @param uid identifier in Grafana's URLs, {@code /d/UID}, and the file name
 * @param title the title
 * @param description the question that it answers
 * @param rows from top to bottom
 */
record Board(String uid, String title, String description, List<Row> rows) {
  Board {
    if (!uid.matches("[a-z0-9-]{1,40}")) {
      throw new IllegalArgumentException("uid must be 1..40 of a-z 0-9 -, got: " + uid);
    }
  }

  /** Panels under one heading, preferably a question. */
  record Row(String title, List<Panel> panels) {}
}
