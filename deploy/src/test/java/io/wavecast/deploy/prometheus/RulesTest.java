package io.wavecast.deploy.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.wavecast.deploy.DeclaredNames;
import io.wavecast.testkit.process.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Checks the rules of deploy/prometheus/rules; promtool checks their grammar and behaviour. */
class RulesTest {
  /** The base of links, as Prometheus replaces it; see deploy/prometheus/prometheus.yml. */
  private static final String GRAFANA = "{{ $externalLabels.grafana }}";

  private static final List<JsonNode> RULES = new ArrayList<>();

  @BeforeAll
  static void read() throws IOException {
    for (Path file : yamlFiles("deploy/prometheus/rules")) {
      JsonNode groups = new YAMLMapper().readTree(file.toFile()).path("groups");
      groups.forEach(group -> group.path("rules").forEach(RULES::add));
    }
  }

  @Test
  void rules_use_declared_names_only() {
    DeclaredNames names = new DeclaredNames();
    records().forEach(r -> names.addRecord(r.path("record").asText(), r.path("expr").asText()));

    for (JsonNode rule : RULES) {
      assertThat(names.wrongNames(rule.path("expr").asText())).as(rule.toString()).isEmpty();
    }
  }

  @Test
  void each_alert_has_a_section_in_the_runbook_and_each_section_an_alert() {
    List<String> sections =
        Repository.read("docs/RUNBOOK.md")
            .lines()
            .filter(line -> line.startsWith("## Wavecast"))
            .map(line -> line.substring(3))
            .toList();

    // the service itself sends this one to Alertmanager
    Stream<String> own = Stream.of("WavecastSeries", "WavecastIncident");
    assertThat(Stream.concat(own, alerts().map(rule -> rule.path("alert").asText())))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(sections);
  }

  @Test
  void each_alert_has_severity_summary_description_and_links() throws IOException {
    Map<String, String> sections = new TreeMap<>();
    new YAMLMapper()
        .readTree(Repository.read("grafana/dashboards/wavecast-runbook.json"))
        .path("panels")
        .forEach(p -> sections.put(p.path("title").asText(), p.path("id").asText()));

    assertThat(alerts())
        .isNotEmpty()
        .allSatisfy(
            rule -> {
              String name = rule.path("alert").asText();
              assertThat(rule.at("/labels/severity").asText()).isIn("warning", "critical");
              assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
              assertThat(rule.at("/annotations/description").asText()).endsWith(".");
              assertThat(rule.at("/annotations/runbook_url").asText())
                  .isEqualTo(
                      GRAFANA + "/d/wavecast-runbook?viewPanel=" + sections.getOrDefault(name, ""));
              String board = rule.at("/annotations/dashboard_url").asText();
              assertThat(board).startsWith(GRAFANA + "/d/");
              assertThat(
                      Repository.path(
                          "grafana/dashboards/" + board.replaceFirst(".*/d/", "") + ".json"))
                  .exists();
            });
  }

  @Test
  void each_alert_fires_in_a_test() throws IOException {
    List<String> fired = new ArrayList<>();
    for (Path file : yamlFiles("deploy/prometheus/tests")) {
      for (JsonNode test : new YAMLMapper().readTree(file.toFile()).path("tests")) {
        for (JsonNode expected : test.path("alert_rule_test")) {
          if (!expected.path("exp_alerts").isEmpty()) {
            fired.add(expected.path("alertname").asText());
          }
        }
      }
    }
    assertThat(fired).containsAll(alerts().map(rule -> rule.path("alert").asText()).toList());
  }

  private static Stream<JsonNode> alerts() {
    return RULES.stream().filter(rule -> rule.has("alert"));
  }

  private static Stream<JsonNode> records() {
    return RULES.stream().filter(rule -> rule.has("record"));
  }

  private static List<Path> yamlFiles(String folder) throws IOException {
    try (Stream<Path> files = Files.list(Repository.path(folder))) {
      return files.filter(file -> file.toString().endsWith(".yml")).sorted().toList();
    }
  }
}
