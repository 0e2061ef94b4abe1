package io.wavecast.deploy.grafana;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * What every board has in common: style.yaml.
 *
 * @param board a board without panels
 * @param optional variables of the board that are left out where no panel uses them
 * @param selected the conditions that {@code $selected} stands for in queries: those of the board's
 *     variables
 * @param kinds how each kind of panel is drawn, by name
 * @param states the colours of alert states
 */
record Style(
    ObjectNode board,
    List<String> optional,
    String selected,
    Map<String, Kind> kinds,
    Map<String, String> states) {
  /**
   * How a kind of panel is drawn.
   *
   * @param type of the panel in Grafana
   * @param width in columns; absent: half of the board
   * @param height in rows; absent: 8
   * @param format of the queries' results; absent: {@code time_series}
   * @param now whether it shows the latest values only
   * @param custom how lines are drawn; absent unless it has some
   */
  record Kind(
      String type,
      int width,
      int height,
      String format,
      boolean now,
      Map<String, Object> custom,
      Map<String, Object> options,
      List<Object> transformations) {
    Kind {
      width = width == 0 ? 12 : width;
      height = height == 0 ? 8 : height;
      format = format.isEmpty() ? "time_series" : format;
    }
  }

  Kind kind(Panel panel) {
    Kind kind = kinds.get(panel.kind());
    if (kind == null) {
      throw new IllegalArgumentException(
          "kind of '%s' must be one of %s".formatted(panel.title(), kinds.keySet()));
    }
    return kind;
  }
}
