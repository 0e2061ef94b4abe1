package io.wavecast.deploy.grafana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wavecast.deploy.grafana.Board.Row;
import java.util.List;

/** Writes boards as the JSON that Grafana reads (schema version 39, Grafana 10 and later). */
final class BoardWriter {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SELECTED = "$selected";
  private static final int COLUMNS = 24;
  private static final int CHARACTERS_PER_ROW = 150;

  private final Style style;
  private final Runbook runbook;

  BoardWriter(Style style, Runbook runbook) {
    this.style = style;
    this.runbook = runbook;
  }

  String write(Board board) {
    ObjectNode json = frame(board.uid(), board.title(), board.description());
    ArrayNode panels = json.putArray("panels");
    int y = 0;
    for (Row row : board.rows()) {
      y = row(panels, row.title(), y);
      int x = 0;
      int deepest = 0;
      for (Panel panel : row.panels()) {
        Style.Kind kind = style.kind(panel);
        int width = panel.width() == 0 ? kind.width() : panel.width();
        if (x + width > COLUMNS) {
          x = 0;
          y += deepest;
          deepest = 0;
        }
        ObjectNode written = panel(panel, kind).put("id", panels.size() + 1);
        place(written, x, y, width, kind.height());
        panels.add(written);
        x += width;
        deepest = Math.max(deepest, kind.height());
      }
      y += deepest;
    }
    return text(json);
  }

  /** The runbook as a board. */
  String writeRunbook() {
    ObjectNode json =
        frame(Runbook.UID, "Wavecast / Runbook", "What each alert means and what to do.");
    ArrayNode panels = json.putArray("panels");
    int y = row(panels, "Runbook", 0);
    for (Runbook.Section section : runbook.sections()) {
      ObjectNode panel = panels.addObject().put("type", "text").put("title", section.title());
      panel.put("description", "A section of docs/RUNBOOK.md.");
      String text = runbook.inGrafana(section);
      panel.putObject("options").put("mode", "markdown").put("content", text);
      int height = 3 + text.length() / CHARACTERS_PER_ROW;
      place(panel.put("id", runbook.panelId(section.title())), 0, y, COLUMNS, height);
      y += height;
    }
    return text(json);
  }

  private ObjectNode frame(String uid, String title, String description) {
    ObjectNode json = style.board().deepCopy();
    return json.put("uid", uid).put("title", title).put("description", description);
  }

  /** Writes a heading, and returns where its panels begin. */
  private static int row(ArrayNode panels, String title, int y) {
    ObjectNode heading = panels.addObject().put("id", panels.size()).put("type", "row");
    heading.put("title", title).put("collapsed", false).putArray("panels");
    place(heading, 0, y, COLUMNS, 1);
    return y + 1;
  }

  private static void place(ObjectNode panel, int x, int y, int width, int height) {
    panel.putObject("gridPos").put("x", x).put("y", y).put("w", width).put("h", height);
  }

  private ObjectNode panel(Panel panel, Style.Kind kind) {
    ObjectNode json = JSON.createObjectNode().put("type", kind.type()).put("title", panel.title());
    json.put("description", panel.description()).set("datasource", datasource());
    ArrayNode links = json.putArray("links");
    Runbook.named(panel.description()).forEach(alert -> link(links, alert, runbook.path(alert)));
    ArrayNode targets = json.putArray("targets");
    panel.queries().forEach((legend, expr) -> query(targets, kind, legend, expr));
    json.set("fieldConfig", fields(panel, kind));
    ObjectNode options = JSON.valueToTree(kind.options());
    if (kind.type().equals("heatmap")) {
      options.putObject("yAxis").put("unit", panel.unit());
    }
    json.set("options", options);
    if (!kind.transformations().isEmpty()) {
      json.set("transformations", JSON.valueToTree(kind.transformations()));
    }
    return json;
  }

  private static ObjectNode datasource() {
    return JSON.createObjectNode().put("type", "prometheus").put("uid", "${datasource}");
  }

  private static void link(ArrayNode links, String title, String url) {
    links.addObject().put("title", title).put("url", url).put("targetBlank", false);
  }

  private static void query(ArrayNode targets, Style.Kind kind, String legend, String expr) {
    char ref = (char) ('A' + targets.size());
    ObjectNode target = targets.addObject().put("refId", String.valueOf(ref));
    target.set("datasource", datasource());
    target.put("expr", expr).put("legendFormat", legend);
    target.put("instant", kind.now()).put("range", !kind.now()).put("format", kind.format());
  }

  private ObjectNode fields(Panel panel, Style.Kind kind) {
    ObjectNode fields = JSON.createObjectNode();
    ObjectNode defaults = fields.putObject("defaults").put("unit", panel.unit());
    defaults.put("noValue", panel.absent());
    if (!panel.kind().equals("states") && !panel.unit().equals("none") && !panel.isSigned()) {
      defaults.put("min", 0);
    }
    ArrayNode links = defaults.putArray("links");
    panel.links().forEach((title, url) -> link(links, title, url));
    ArrayNode steps = defaults.putObject("thresholds").put("mode", "absolute").putArray("steps");
    List<String> colours = panel.colours();
    steps.addObject().put("color", shade(colours.get(0))).putNull("value");
    for (int i = 1; i < colours.size(); i += 2) {
      ObjectNode step = steps.addObject().put("color", shade(colours.get(i + 1)));
      step.put("value", Double.parseDouble(colours.get(i)));
    }
    boolean lines = !kind.custom().isEmpty();
    defaults.putObject("color").put("mode", lines ? "palette-classic" : "thresholds");
    if (lines) {
      defaults.set("custom", JSON.valueToTree(kind.custom()));
    }
    ArrayNode overrides = fields.putArray("overrides");
    if (panel.queries().containsKey("{{state}}")) {
      style
          .states()
          .forEach(
              (state, colour) ->
                  override(overrides, state, "color")
                      .putObject("value")
                      .put("mode", "fixed")
                      .put("fixedColor", shade(colour)));
    }
    if (panel.queries().containsKey("{{alertname}}")) {
      runbook
          .alerts()
          .forEach(
              alert ->
                  link(
                      override(overrides, alert, "links").putArray("value"),
                      alert,
                      runbook.path(alert)));
    }
    return fields;
  }

  /** A property of the line or span of one name. */
  private static ObjectNode override(ArrayNode overrides, String name, String property) {
    ObjectNode override = overrides.addObject();
    override.putObject("matcher").put("id", "byName").put("options", name);
    return override.putArray("properties").addObject().put("id", property);
  }

  private static String shade(String colour) {
    return "semi-dark-" + colour;
  }

  private String text(ObjectNode json) {
    String panels = json.path("panels").toString();
    ((ArrayNode) json.at("/templating/list"))
        .removeIf(
            variable -> {
              String name = variable.path("name").asText();
              return style.optional().contains(name)
                  && !panels.contains("$" + name)
                  && !panels.contains("${" + name);
            });
    try {
      String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
      return text.replace(SELECTED, style.selected().replace("\"", "\\\""));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
