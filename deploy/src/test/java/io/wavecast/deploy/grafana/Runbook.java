package io.wavecast.deploy.grafana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * docs/RUNBOOK.md as a board with a panel per section, so that an alert can link to its section
 * wherever Grafana runs.
 */
public record Runbook(List<Section> sections) {
  private static final String UID = "wavecast-runbook";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CHARACTERS_PER_ROW = 150;

  private static final Pattern ALERT = Pattern.compile("\\*(Wavecast\\w+)\\*");
  private static final Pattern LINK = Pattern.compile("\\[([^]]+)]\\(([^)]+)\\)");

  /** A heading and the Markdown below it. */
  public record Section(String title, String text) {}

  /** Splits the page at its headings. */
  public static Runbook parse(String markdown) {
    List<Section> sections = new ArrayList<>();
    for (String part : markdown.split("(?m)^##? ", -1)) {
      if (!part.isBlank()) {
        String[] lines = part.split("\n", 2);
        sections.add(new Section(lines[0].strip(), lines[1].strip()));
      }
    }
    return new Runbook(List.copyOf(sections));
  }

  /**
   * The board of this page.
   *
   * @param former Grafana's JSON; all but the panels below the heading stays
   */
  public String board(String former) throws JsonProcessingException {
    ObjectNode json = (ObjectNode) JSON.readTree(former);
    JsonNode heading = json.path("panels").path(0);
    ArrayNode panels = json.putArray("panels").add(heading);
    int y = 1;
    for (Section section : sections) {
      String text = inGrafana(section);
      int height = 3 + text.length() / CHARACTERS_PER_ROW;
      ObjectNode panel = panels.addObject().put("type", "text").put("title", section.title());
      panel.put("description", "A section of docs/RUNBOOK.md.");
      panel.putObject("options").put("mode", "markdown").put("content", text);
      panel.put("id", panelId(section.title()));
      panel.putObject("gridPos").put("x", 0).put("y", y).put("w", 24).put("h", height);
      y += height;
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
  }

  /** The identifier of a section's panel. It depends on the title only, so links stay valid. */
  private int panelId(String title) {
    if (sections.stream().noneMatch(section -> section.title().equalsIgnoreCase(title))) {
      throw new IllegalArgumentException("docs/RUNBOOK.md has no section " + title);
    }
    return 1000 + Math.floorMod(title.toLowerCase(Locale.ROOT).hashCode(), 9000);
  }

  /** The path of a section in Grafana. */
  private String path(String title) {
    return "/d/" + UID + "?viewPanel=" + panelId(title);
  }

  /** The alerts that a panel's description names. */
  static Stream<String> named(String description) {
    return ALERT.matcher(description).results().map(found -> found.group(1)).distinct();
  }

  /** A section's text with links that work in Grafana; those to other files become plain text. */
  private String inGrafana(Section section) {
    return LINK.matcher(section.text())
        .replaceAll(
            link ->
                Matcher.quoteReplacement(
                    link.group(2).startsWith("#")
                        ? "[%s](%s)".formatted(link.group(1), path(link.group(2).substring(1)))
                        : link.group(1)));
  }
}
