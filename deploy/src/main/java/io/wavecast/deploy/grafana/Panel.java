package io.wavecast.deploy.grafana;

import java.util.List;
import java.util.Map;

/**
 * One panel.
 *
 * @param kind how it is drawn, a name of style.yaml
 * @param title a few words
 * @param description what it shows and what to do when it looks wrong; Markdown
 * @param unit of its values, as Grafana names it: {@code sishort} is a number of things, {@code
 *     si:/s} a rate, {@code percentunit} a share in 0..1, {@code none} a bare number such as a
 *     score
 * @param colours the colour of the lowest values, then pairs of a value and the colour from there,
 *     e.g. {@code green, 1, red}; absent: one neutral colour
 * @param absent what stands there while there is no data
 * @param links addresses by title, to which a value of the panel leads; {@code
 *     ${__field.labels.series}} is a label of it
 * @param width in columns, 1..24; absent: that of its kind
 * @param query PromQL of a panel whose only line has the panel's title
 * @param queries PromQL by the name of the line, in which labels are written as {@code {{model}}};
 *     in it {@code $selected} are the conditions of style.yaml
 */
record Panel(
    String kind,
    String title,
    String description,
    String unit,
    List<String> colours,
    String absent,
    Map<String, String> links,
    int width,
    String query,
    Map<String, String> queries) {
  Panel {
    if (title.isBlank() || description.isBlank()) {
      throw new IllegalArgumentException("a panel must have a title and a description");
    }
    if (width < 0 || width > 24) {
      throw new IllegalArgumentException(
          "width of '" + title + "' must be in 1..24, got: " + width);
    }
    if (query.isEmpty() == queries.isEmpty() && !kind.equals("alerts")) {
      throw new IllegalArgumentException("'" + title + "' must have either query or queries");
    }
    colours = colours.isEmpty() ? List.of("blue") : colours;
    absent = absent.isEmpty() ? "no data yet" : absent;
    for (int i = 3; i < colours.size(); i += 2) {
      if (Double.parseDouble(colours.get(i)) <= Double.parseDouble(colours.get(i - 2))) {
        throw new IllegalArgumentException("colours of '" + title + "' must ascend: " + colours);
      }
    }
    queries = query.isEmpty() ? queries : Map.of(title, query);
  }

  /** Whether its values may be negative: one of its limits is. */
  boolean isSigned() {
    return colours.stream().anyMatch(limit -> limit.startsWith("-"));
  }
}
