package io.wavecast.deploy.grafana;

import java.util.List;

/**
 * One panel.
 *
 * @param kind how it is drawn
 * @param title a few words
 * @param description what it shows and what to do when it looks wrong; Markdown
 * @param unit of its values
 * @param limits thresholds of its colours
 * @param width in columns, 1..24
 * @param queries none for a text
 */
record Panel(
    Kind kind,
    String title,
    String description,
    Unit unit,
    Limits limits,
    int width,
    List<Query> queries) {

  Panel {
    queries = List.copyOf(queries);
    if (title.isBlank() || description.isBlank()) {
      throw new IllegalArgumentException("a panel must have a title and a description");
    }
    if (width < 1 || width > 24) {
      throw new IllegalArgumentException(
          "width of '" + title + "' must be in 1..24, got: " + width);
    }
    if (queries.isEmpty() != (kind == Kind.TEXT)) {
      throw new IllegalArgumentException("'" + title + "' must have a query unless it is a text");
    }
  }

  /** How a panel is drawn. */
  enum Kind {
    /** One number with a sparkline. */
    STAT("stat", 4),
    /** Lines over time. */
    LINES("timeseries", 8),
    /** Stacked areas over time. */
    STACK("timeseries", 8),
    /** A distribution over time. */
    HEATMAP("heatmap", 8),
    /** One bar per label value, latest values only. */
    BARS("bargauge", 8),
    /** A table of the latest values. */
    TABLE("table", 8),
    /** Coloured spans over time. */
    STATES("state-timeline", 8),
    /** Markdown. */
    TEXT("text", 24);

    private final String plugin;
    private final int height;

    Kind(String plugin, int height) {
      this.plugin = plugin;
      this.height = height;
    }

    String plugin() {
      return plugin;
    }

    int height() {
      return height;
    }
  }

  static Panel stat(String title, String description, Unit unit, Limits limits, String expr) {
    return new Panel(
        Kind.STAT, title, description, unit, limits, 4, List.of(new Query(expr, title)));
  }

  static Panel of(
      Kind kind, String title, String description, Unit unit, Limits limits, Query... queries) {
    return new Panel(kind, title, description, unit, limits, 12, List.of(queries));
  }

  static Panel lines(String title, String description, Unit unit, Query... queries) {
    return of(Kind.LINES, title, description, unit, Limits.none(), queries);
  }

  static Panel stack(String title, String description, Unit unit, Query... queries) {
    return of(Kind.STACK, title, description, unit, Limits.none(), queries);
  }

  Panel wide(int columns) {
    return new Panel(kind, title, description, unit, limits, columns, queries);
  }
}
