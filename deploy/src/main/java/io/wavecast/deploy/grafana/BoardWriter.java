package io.wavecast.deploy.grafana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wavecast.deploy.grafana.Board.Row;

/** Writes a board as the JSON that Grafana reads (schema version 39, Grafana 10 and later). */
final class BoardWriter {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int COLUMNS = 24;

  private BoardWriter() {}

  static String write(Board board) {
    ObjectNode json = JSON.createObjectNode();
    json.put("uid", board.uid()).put("title", board.title());
    json.put("description", board.description());
    json.putArray("tags").add("wavecast");
    json.put("schemaVersion", 39).put("version", 1).put("editable", true);
    json.put("graphTooltip", 1).put("refresh", "10s").put("timezone", "browser");
    json.putObject("time").put("from", "now-1h").put("to", "now");
    json.set("links", links());
    json.putObject("templating").set("list", variables(board));
    json.set("panels", panels(board));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ArrayNode links() {
    ArrayNode links = JSON.createArrayNode();
    links
        .addObject()
        .put("type", "dashboards")
        .put("title", "Boards")
        .put("asDropdown", false)
        .put("includeVars", true)
        .put("keepTime", true)
        .putArray("tags")
        .add("wavecast");
    return links;
  }

  private static ArrayNode variables(Board board) {
    ArrayNode list = JSON.createArrayNode();
    list.addObject()
        .put("type", "datasource")
        .put("name", "datasource")
        .put("label", "Prometheus")
        .put("query", "prometheus");
    variable(list, "engine", "Engine", "label_values(up{engine!=\"\"}, engine)");
    if (board.byModel()) {
      variable(
          list,
          "model",
          "Model",
          "label_values(wavecast_forecasts_total{engine=~\"$engine\"}, model)");
    }
    return list;
  }

  private static void variable(ArrayNode list, String name, String label, String query) {
    ObjectNode json = list.addObject().put("type", "query").put("name", name).put("label", label);
    json.set("datasource", datasource());
    json.put("query", query).put("definition", query);
    json.put("multi", true).put("includeAll", true).put("allValue", ".*");
    json.put("refresh", 2).put("sort", 1);
    json.putObject("current").put("text", "All").put("value", "$__all");
  }

  private static ObjectNode datasource() {
    return JSON.createObjectNode().put("type", "prometheus").put("uid", "${datasource}");
  }

  /** Panels from left to right, with a heading above each row. */
  private static ArrayNode panels(Board board) {
    ArrayNode panels = JSON.createArrayNode();
    int id = 1;
    int y = 0;
    for (Row row : board.rows()) {
      ObjectNode heading = panels.addObject().put("id", id++).put("type", "row");
      heading.put("title", row.title()).put("collapsed", false).putArray("panels");
      place(heading, 0, y++, COLUMNS, 1);
      int x = 0;
      int deepest = 0;
      for (Panel panel : row.panels()) {
        if (x + panel.width() > COLUMNS) {
          x = 0;
          y += deepest;
          deepest = 0;
        }
        ObjectNode json = PanelWriter.write(panel, datasource()).put("id", id++);
        place(json, x, y, panel.width(), panel.kind().height());
        panels.add(json);
        x += panel.width();
        deepest = Math.max(deepest, panel.kind().height());
      }
      y += deepest;
    }
    return panels;
  }

  private static void place(ObjectNode panel, int x, int y, int width, int height) {
    panel.putObject("gridPos").put("x", x).put("y", y).put("w", width).put("h", height);
  }
}
