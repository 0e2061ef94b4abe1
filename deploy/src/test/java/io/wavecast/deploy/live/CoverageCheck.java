package io.wavecast.deploy.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wavecast.testkit.process.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The 90 % intervals of {@code wavecast replay} cover about 90 % of the values, after the first 500
 * of each series. {@code -Dwavecast.long} checks more waves within narrower bounds, and {@code
 * -Dwavecast.files=DIR} the CSV files of a folder.
 */
class CoverageCheck {
  private static final boolean LONG = System.getProperty("wavecast.long") != null;

  @TempDir Path dir;

  @Test
  void waves_are_covered_at_each_lead_time() throws Exception {
    Path waves = GeneratedSeries.waves(dir.resolve("waves"), LONG ? 40 : 8, LONG ? 3000 : 1000);

    JsonNode coverage = coverage(waves).path("waves");

    double tolerated = LONG ? 0.02 : 0.04;
    assertThat(shares(coverage)).hasSize(10);
    assertThat(shares(coverage))
        .as("%s", coverage)
        .allMatch(share -> Math.abs(share - 0.9) <= tolerated);
  }

  @Test
  @EnabledIfSystemProperty(named = "wavecast.files", matches = ".+")
  void each_folder_is_covered_over_all_lead_times() throws Exception {
    JsonNode coverage = coverage(Path.of(System.getProperty("wavecast.files")));

    List<String> wrong = new ArrayList<>();
    coverage
        .properties()
        .forEach(
            group -> {
              double mean =
                  shares(group.getValue()).stream().mapToDouble(d -> d).average().orElse(0);
              System.out.printf("%s: %s%n", group.getKey(), group.getValue());
              if (mean < 0.85 || mean > 0.95) {
                wrong.add(group.getKey() + " " + mean);
              }
            });
    assertThat(wrong).isEmpty();
  }

  private JsonNode coverage(Path files) throws IOException, InterruptedException {
    String out = dir.resolve("out").toString();
    try (Program replay =
        Program.wavecast(
            dir, "replay", "replay", files.toString(), "--out", out, "--coverage", "--json")) {
      List<String> lines = replay.succeed(Duration.ofMinutes(30)).output();
      return new ObjectMapper().readTree(lines.get(lines.size() - 1)).path("coverage");
    }
  }

  /** By lead time; lead times without values are left out. */
  private static List<Double> shares(JsonNode group) {
    return StreamSupport.stream(group.path("coverage").spliterator(), false)
        .filter(JsonNode::isNumber)
        .map(JsonNode::doubleValue)
        .toList();
  }
}
