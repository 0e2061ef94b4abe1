package io.wavecast.deploy.grafana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wavecast.core.forecast.Forecaster;
import io.wavecast.deploy.grafana.Board.Row;
import java.util.List;
import java.util.stream.IntStream;

/** Writes boards as the JSON that Grafana reads (schema version 39, Grafana 10 and later). */
final class BoardWriter {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int COLUMNS = 24;
  private static final String LEAD = "$lead";

  private final Style style;

  BoardWriter(Style style) {
    this.style = style;
  }

  String write(Board board) {
    ObjectNode json = frame(board.uid(), board.title(), board.description(), board.byModel());
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

  /** docs/RUNBOOK.md as a board. */
  String runbook(String markdown) {
    ObjectNode json =
        frame(
            "wavecast-runbook",
            "Wavecast / Runbook",
            "What each alert means and what to do.",
            false);
    ArrayNode panels = json.putArray("panels");
    int y = row(panels, "Runbook", 0);
    ObjectNode panel = panels.addObject().put("type", "text").put("title", "Runbook");
    panel.put("description", "The contents of docs/RUNBOOK.md.").put("transparent", true);
    panel.putObject("options").put("mode", "markdown").put("content", markdown);
    place(panel.put("id", 2), 0, y, COLUMNS, COLUMNS);
    return text(json);
  }

  private ObjectNode frame(String uid, String title, String description, boolean byModel) {
    ObjectNode json = style.board().deepCopy();
    ArrayNode variables = (ArrayNode) json.at("/templating/list");
    variables.removeIf(variable -> !byModel && variable.path("name").asText().equals("model"));
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
    ArrayNode targets = json.putArray("targets");
    panel.queries().forEach((legend, expr) -> queries(targets, kind, legend, expr));
    json.set("fieldConfig", fields(panel, kind));
    json.set("options", JSON.valueToTree(kind.options()));
    if (!kind.transformations().isEmpty()) {
      json.set("transformations", JSON.valueToTree(kind.transformations()));
    }
    return json;
  }

  private static ObjectNode datasource() {
    return JSON.createObjectNode().put("type", "prometheus").put("uid", "${datasource}");
  }

  private static void queries(ArrayNode targets, Style.Kind kind, String legend, String expr) {
    for (int lead :
        IntStream.rangeClosed(1, expr.contains(LEAD) ? Forecaster.HORIZON : 1).toArray()) {
      char ref = (char) ('A' + targets.size());
      ObjectNode target = targets.addObject().put("refId", String.valueOf(ref));
      target.set("datasource", datasource());
      target.put("expr", expr.replace(LEAD, "" + lead));
      target.put("legendFormat", legend.replace(LEAD, "" + lead));
      target.put("instant", kind.now()).put("range", !kind.now()).put("format", kind.format());
    }
  }

  private ObjectNode fields(Panel panel, Style.Kind kind) {
    ObjectNode fields = JSON.createObjectNode();
    ObjectNode defaults = fields.putObject("defaults").put("unit", panel.unit());
    if (!panel.kind().equals("states") && !panel.unit().equals("none")) {
      defaults.put("min", 0);
    }
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
      style.states().forEach((state, colour) -> colour(overrides, state, colour));
    }
    return fields;
  }

  private static void colour(ArrayNode overrides, String state, String colour) {
    ObjectNode override = overrides.addObject();
    override.putObject("matcher").put("id", "byName").put("options", state);
    ObjectNode property = override.putArray("properties").addObject().put("id", "color");
    property.putObject("value").put("mode", "fixed").put("fixedColor", shade(colour));
  }

  private static String shade(String colour) {
    return "semi-dark-" + colour;
  }

  private static String text(ObjectNode json) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
