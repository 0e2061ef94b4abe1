package io.wavecast.deploy.grafana;

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
record Runbook(List<Section> sections) {
  static final String UID = "wavecast-runbook";

  private static final Pattern ALERT = Pattern.compile("\\*(Wavecast\\w+)\\*");
  private static final Pattern LINK = Pattern.compile("\\[([^]]+)]\\(([^)]+)\\)");

  /** A heading and the Markdown below it. */
  record Section(String title, String text) {}

  /** Splits the page at its headings. */
  static Runbook parse(String markdown) {
    List<Section> sections = new ArrayList<>();
    for (String part : markdown.split("(?m)^##? ", -1)) {
      if (!part.isBlank()) {
        String[] lines = part.split("\n", 2);
        sections.add(new Section(lines[0].strip(), lines[1].strip()));
      }
    }
    return new Runbook(List.copyOf(sections));
  }

  /** The identifier of a section's panel. It depends on the title only, so links stay valid. */
  int panelId(String title) {
    if (sections.stream().noneMatch(section -> section.title().equalsIgnoreCase(title))) {
      throw new IllegalArgumentException("docs/RUNBOOK.md has no section " + title);
    }
    return 1000 + Math.floorMod(title.toLowerCase(Locale.ROOT).hashCode(), 9000);
  }

  /** The path of a section in Grafana. */
  String path(String title) {
    return "/d/" + UID + "?viewPanel=" + panelId(title);
  }

  /** The alerts among the sections. */
  Stream<String> alerts() {
    return sections.stream().map(Section::title).filter(title -> title.startsWith("Wavecast"));
  }

  /** The alerts that a panel's description names. */
  static Stream<String> named(String description) {
    return ALERT.matcher(description).results().map(found -> found.group(1)).distinct();
  }

  /** A section's text with links that work in Grafana; those to other files become plain text. */
  String inGrafana(Section section) {
    return LINK.matcher(section.text())
        .replaceAll(
            link ->
                Matcher.quoteReplacement(
                    link.group(2).startsWith("#")
                        ? "[%s](%s)".formatted(link.group(1), path(link.group(2).substring(1)))
                        : link.group(1)));
  }
}
