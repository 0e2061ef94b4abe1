package io.wavecast.deploy.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.wavecast.deploy.DeclaredNames;
import io.wavecast.deploy.PromQl;
import io.wavecast.testkit.process.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Checks the board files. */
class BoardsTest {
  private static final Map<String, JsonNode> BOARDS = new TreeMap<>();

  @BeforeAll
  static void read() throws IOException {
    try (Stream<Path> files = Files.list(Repository.path("grafana/dashboards"))) {
      for (Path file : files.toList()) {
        BOARDS.put(file.getFileName().toString(), new ObjectMapper().readTree(file.toFile()));
      }
    }
  }

  @Test
  void each_board_file_is_named_by_its_uid_and_has_a_description() {
    assertThat(BOARDS).isNotEmpty();
    BOARDS.forEach(
        (file, board) -> {
          assertThat(board.path("uid").asText() + ".json").isEqualTo(file);
          assertThat(board.path("title").asText()).as(file).startsWith("Wavecast / ");
          assertThat(board.path("description").asText()).as(file).isNotBlank();
          assertThat(board.path("tags").get(0).asText()).as(file).isEqualTo("wavecast");
          assertThat(board.path("links")).as(file).isNotEmpty();
        });
    assertThat(BOARDS.values().stream().map(board -> board.path("title").asText()))
        .doesNotHaveDuplicates();
  }

  @Test
  void each_panel_has_a_title_a_description_and_a_unit() {
    for (JsonNode panel : panels()) {
      String title = panel.path("title").asText();
      assertThat(title).isNotBlank();
      assertThat(panel.path("description").asText()).as(title).endsWith(".");
      String type = panel.path("type").asText();
      if (type.equals("alertlist")) {
        assertThat(panel.at("/options/alertName").asText()).isEqualTo("Wavecast");
      } else if (!type.equals("text")) {
        assertThat(panel.at("/fieldConfig/defaults/noValue").asText()).as(title).isNotBlank();
        assertThat(panel.at("/fieldConfig/defaults/unit").asText()).as(title).isNotBlank();
        assertThat(panel.at("/fieldConfig/defaults/thresholds/steps")).as(title).isNotEmpty();
        assertThat(panel.path("targets")).as(title).isNotEmpty();
      }
    }
  }

  @Test
  void panels_fit_the_grid_without_overlap() {
    BOARDS.forEach(
        (file, board) -> {
          Set<String> taken = new HashSet<>();
          Set<Integer> ids = new HashSet<>();
          for (JsonNode panel : board.path("panels")) {
            JsonNode at = panel.path("gridPos");
            assertThat(ids.add(panel.path("id").asInt())).as(file).isTrue();
            assertThat(at.path("x").asInt() + at.path("w").asInt()).as(file).isBetween(1, 24);
            for (int x = 0; x < at.path("w").asInt(); x++) {
              for (int y = 0; y < at.path("h").asInt(); y++) {
                String cell = (at.path("x").asInt() + x) + "," + (at.path("y").asInt() + y);
                assertThat(taken.add(cell)).as("%s, cell %s", file, cell).isTrue();
              }
            }
          }
        });
  }

  @Test
  void queries_use_declared_names_only() {
    DeclaredNames names = new DeclaredNames();
    for (String expr : exprs()) {
      assertThat(names.wrongNames(expr)).as(expr).isEmpty();
    }
  }

  @Test
  void every_selector_of_every_query_has_the_conditions_of_all_variables() {
    Pattern selector = Pattern.compile("([\\w:]+)\\{([^}]*)}");
    for (String expr : exprs()) {
      assertThat(new PromQl(expr).metrics()).as(expr).isNotEmpty();
      Set<String> selected = new HashSet<>();
      selector
          .matcher(expr)
          .results()
          .forEach(
              found -> {
                selected.add(found.group(1));
                for (String variable : List.of("job", "application", "engine", "instance")) {
                  if (!(found.group(1).equals("ALERTS") && variable.equals("instance"))) {
                    assertThat(found.group(2)).contains(variable + "=~\"$" + variable);
                  }
                }
              });
      assertThat(selected).as(expr).isEqualTo(new PromQl(expr).metrics());
    }
  }

  /** {@code .*} would also match series of other services, which have no such label. */
  @Test
  void all_values_of_a_variable_are_those_of_series_with_its_label() {
    List<String> all =
        BOARDS.values().stream().flatMap(b -> b.findValuesAsText("allValue").stream()).toList();

    assertThat(all).isNotEmpty().containsOnly(".+");
  }

  @Test
  void variables_in_queries_are_defined() {
    BOARDS.forEach(
        (file, board) -> {
          List<String> known = new ArrayList<>(List.of("__rate_interval", "__range"));
          board.at("/templating/list").forEach(v -> known.add(v.path("name").asText()));
          for (String expr : board.findValuesAsText("expr")) {
            assertThat(expr.replaceAll("\\$(\\d|" + String.join("|", known) + ")\\b", ""))
                .as(file)
                .doesNotContain("$");
          }
        });
  }

  @Test
  void a_panel_that_names_an_alert_links_to_its_section_of_the_runbook() {
    JsonNode runbook = BOARDS.getOrDefault("wavecast-runbook.json", MissingNode.getInstance());
    List<JsonNode> links = new ArrayList<>();
    for (JsonNode panel : panels()) {
      panel.path("links").forEach(links::add);
      panel.at("/fieldConfig/overrides").findValues("links").forEach(links::add);
      long named = Runbook.named(panel.path("description").asText()).count();
      assertThat(panel.path("links")).as(panel.path("title").asText()).hasSize((int) named);
    }

    assertThat(links).isNotEmpty();
    for (JsonNode link : links) {
      String id = link.path("url").asText().replace("/d/wavecast-runbook?viewPanel=", "");
      assertThat(runbook.path("panels"))
          .as(link.toString())
          .anySatisfy(
              section -> {
                assertThat(section.path("id").asText()).isEqualTo(id);
                assertThat(section.path("title").asText()).isEqualTo(link.path("title").asText());
              });
    }
  }

  @Test
  void links_in_the_runbook_lead_to_its_sections() {
    JsonNode runbook = BOARDS.getOrDefault("wavecast-runbook.json", MissingNode.getInstance());
    List<String> ids = runbook.path("panels").findValuesAsText("id");

    List<String> links =
        Pattern.compile("]\\(([^)]+)\\)")
            .matcher(String.join("\n", runbook.findValuesAsText("content")))
            .results()
            .map(link -> link.group(1))
            .toList();

    assertThat(links)
        .isNotEmpty()
        .allSatisfy(link -> assertThat(ids).contains(link.replaceFirst(".*viewPanel=", "")));
  }

  @Test
  void the_worst_series_lead_to_the_console() {
    assertThat(
            panels().stream()
                .flatMap(
                    panel ->
                        panel.at("/fieldConfig/defaults/links").findValuesAsText("url").stream()))
        .contains("${console}/#${__field.labels.series:percentencode}");
  }

  private static List<JsonNode> panels() {
    return BOARDS.values().stream()
        .flatMap(board -> StreamSupport.stream(board.path("panels").spliterator(), false))
        .filter(panel -> !panel.path("type").asText().equals("row"))
        .toList();
  }

  private static List<String> exprs() {
    return BOARDS.values().stream().flatMap(b -> b.findValuesAsText("expr").stream()).toList();
  }
}
