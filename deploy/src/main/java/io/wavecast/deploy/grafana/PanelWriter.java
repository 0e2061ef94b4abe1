package io.wavecast.deploy.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wavecast.deploy.grafana.Panel.Kind;
import java.util.Map;
import java.util.TreeMap;

/** Writes a panel as Grafana's JSON; each kind looks the same on every board. */
final class PanelWriter {
  /** Colours of the alert states of series. */
  private static final Map<String, String> STATES =
      new TreeMap<>(
          Map.of(
              "OK", Limits.GREEN,
              "PENDING", Limits.CALM,
              "WARNING", Limits.AMBER,
              "CRITICAL", Limits.RED,
              "RECOVERING", "semi-dark-yellow"));

  private PanelWriter() {}

  static ObjectNode write(Panel panel, JsonNode datasource) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("type", panel.kind().plugin()).put("title", panel.title());
    if (panel.kind() == Kind.TEXT) {
      json.put("description", "The contents of docs/RUNBOOK.md.").put("transparent", true);
      json.putObject("options").put("mode", "markdown").put("content", panel.description());
      return json;
    }
    json.put("description", panel.description());
    json.set("datasource", datasource);
    ArrayNode targets = json.putArray("targets");
    char ref = 'A';
    for (Query query : panel.queries()) {
      ObjectNode target = targets.addObject().put("refId", String.valueOf(ref++));
      target.set("datasource", datasource.deepCopy());
      target.put("expr", query.expr()).put("legendFormat", query.legend());
      boolean now = panel.kind() == Kind.TABLE || panel.kind() == Kind.BARS;
      target.put("instant", now).put("range", !now);
      target.put("format", format(panel.kind()));
    }
    json.set("fieldConfig", fields(panel));
    json.set("options", options(panel.kind()));
    if (panel.kind() == Kind.TABLE) {
      table(json);
    }
    return json;
  }

  private static String format(Kind kind) {
    return switch (kind) {
      case TABLE -> "table";
      case HEATMAP -> "heatmap";
      default -> "time_series";
    };
  }

  private static ObjectNode fields(Panel panel) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    ObjectNode defaults = fields.putObject("defaults");
    defaults.put("unit", panel.unit().id());
    if (panel.kind() != Kind.STATES && panel.unit() != Unit.NUMBER) {
      defaults.put("min", 0);
    }
    ObjectNode thresholds = defaults.putObject("thresholds").put("mode", "absolute");
    ArrayNode steps = thresholds.putArray("steps");
    for (int i = 0; i < panel.limits().steps().size(); i++) {
      Limits.Step step = panel.limits().steps().get(i);
      ObjectNode to = steps.addObject().put("color", step.colour());
      if (i == 0) {
        to.putNull("value");
      } else {
        to.put("value", step.from());
      }
    }
    boolean line = panel.kind() == Kind.LINES || panel.kind() == Kind.STACK;
    defaults.putObject("color").put("mode", line ? "palette-classic" : "thresholds");
    if (line) {
      defaults.set("custom", strokes(panel));
    }
    ArrayNode overrides = fields.putArray("overrides");
    if (panel.queries().stream().anyMatch(query -> query.legend().equals("{{state}}"))) {
      colourStates(overrides);
    }
    return fields;
  }

  private static void colourStates(ArrayNode overrides) {
    for (Map.Entry<String, String> state : STATES.entrySet()) {
      ObjectNode override = overrides.addObject();
      override.putObject("matcher").put("id", "byName").put("options", state.getKey());
      ObjectNode property = override.putArray("properties").addObject().put("id", "color");
      property.putObject("value").put("mode", "fixed").put("fixedColor", state.getValue());
    }
  }

  private static ObjectNode strokes(Panel panel) {
    ObjectNode custom = JsonNodeFactory.instance.objectNode();
    custom.put("lineWidth", 1).put("lineInterpolation", "linear").put("showPoints", "never");
    custom.put("fillOpacity", panel.kind() == Kind.STACK ? 25 : 8).put("gradientMode", "opacity");
    custom.putObject("stacking").put("mode", panel.kind() == Kind.STACK ? "normal" : "none");
    boolean limited = panel.limits().steps().size() > 1;
    custom.putObject("thresholdsStyle").put("mode", limited ? "dashed" : "off");
    return custom;
  }

  private static ObjectNode options(Kind kind) {
    ObjectNode options = JsonNodeFactory.instance.objectNode();
    switch (kind) {
      case STAT -> {
        options.put("colorMode", "value").put("graphMode", "area").put("textMode", "value");
        last(options);
      }
      case LINES, STACK -> {
        ObjectNode legend = options.putObject("legend").put("displayMode", "list");
        legend.put("placement", "bottom").put("showLegend", true).putArray("calcs");
        options.putObject("tooltip").put("mode", "multi").put("sort", "desc");
      }
      case HEATMAP -> {
        options.put("calculate", false);
        options.putObject("color").put("mode", "scheme").put("scheme", "Blues").put("steps", 64);
        options.putObject("legend").put("show", false);
      }
      case BARS -> {
        options
            .put("orientation", "horizontal")
            .put("displayMode", "basic")
            .put("showUnfilled", true);
        last(options);
      }
      case STATES -> {
        options.put("showValue", "never").put("mergeValues", true).put("rowHeight", 0.8);
        options.putObject("legend").put("showLegend", false);
      }
      case TABLE -> options.put("cellHeight", "sm").put("showHeader", true);
      case TEXT -> throw new IllegalArgumentException("a text panel has no chart options");
    }
    return options;
  }

  private static void last(ObjectNode options) {
    ObjectNode reduce = options.putObject("reduceOptions").put("values", false);
    reduce.putArray("calcs").add("lastNotNull");
    reduce.put("fields", "");
  }

  /** One table row per time series of the result, without the time. */
  private static void table(ObjectNode panel) {
    ObjectNode organize = panel.putArray("transformations").addObject().put("id", "organize");
    organize.putObject("options").putObject("excludeByName").put("Time", true);
  }
}
