package io.wavecast.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.wavecast.deploy.grafana.BoardQueries;
import io.wavecast.deploy.grafana.Runbook;
import io.wavecast.testkit.process.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The generated files are up to date; -Dwavecast.write=true writes them. */
class GeneratedFilesTest {
  private static final boolean WRITE = Boolean.getBoolean("wavecast.write");

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  @Test
  void the_page_of_settings_is_up_to_date() throws IOException {
    check("CONFIG.md", ConfigDoc.markdown());
  }

  @Test
  void the_schema_of_the_configuration_file_is_up_to_date() throws IOException {
    check("schemas/config.schema.json", JSON.writeValueAsString(ConfigSchema.of()) + "\n");
  }

  @Test
  void the_metrics_page_is_up_to_date() throws IOException {
    check(
        "grafana/METRICS.md",
        MetricsPage.markdown(Repository.read("deploy/prometheus/foreign-meters.txt")));
  }

  @Test
  void the_board_of_the_runbook_is_up_to_date() throws IOException {
    String file = "grafana/dashboards/wavecast-runbook.json";
    check(file, Runbook.parse(Repository.read("docs/RUNBOOK.md")).board(Repository.read(file)));
  }

  @Test
  void the_rules_for_kubernetes_are_up_to_date() throws IOException {
    check(
        "deploy/kubernetes/components/prometheus-operator/rules.yaml",
        PrometheusRules.kubernetes(
            List.of(
                Repository.read("deploy/prometheus/rules/health.yml"),
                Repository.read("deploy/prometheus/rules/quality.yml"))));
  }

  /** For promtool, see .ci/monitoring. */
  @Test
  void the_queries_of_the_boards_are_written_as_rules() throws IOException {
    Path file = Repository.path("deploy/target/board-queries.yml");

    Files.writeString(file, BoardQueries.rules());

    assertThat(file).content().contains("board:query:0");
  }

  private static void check(String file, String expected) throws IOException {
    if (WRITE) {
      Files.createDirectories(Repository.path(file).getParent());
      Files.writeString(Repository.path(file), expected);
    }
    assertThat(Repository.read(file))
        .as("%s is out of date: run this test with -Dwavecast.write=true", file)
        .isEqualTo(expected);
  }
}
