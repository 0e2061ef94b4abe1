package io.wavecast.deploy.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wavecast.testkit.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

  /** Forecasts at the begin of each series, whose intervals adapt to it. */
  private static final int SKIPPED = 500;

  @TempDir Path dir;

  @Test
  void waves_are_covered_at_each_lead_time() throws Exception {
    Path waves = GeneratedSeries.waves(dir.resolve("waves"), LONG ? 40 : 8, LONG ? 3000 : 1000);

    List<Double> shares = coverage(waves).get("waves");

    double tolerated = LONG ? 0.02 : 0.04;
    assertThat(shares).hasSize(10);
    assertThat(shares).allMatch(share -> Math.abs(share - 0.9) <= tolerated);
  }

  @Test
  @EnabledIfSystemProperty(named = "wavecast.files", matches = ".+")
  void each_folder_is_covered_over_all_lead_times() throws Exception {
    Map<String, List<Double>> coverage = coverage(Path.of(System.getProperty("wavecast.files")));

    coverage.forEach((folder, shares) -> System.out.printf("%s: %s%n", folder, shares));
    assertThat(coverage)
        .allSatisfy(
            (folder, shares) ->
                assertThat(shares.stream().mapToDouble(d -> d).average().orElse(0))
                    .as(folder)
                    .isBetween(0.85, 0.95));
  }

  /** The share of values inside their intervals, by folder and lead time. */
  private Map<String, List<Double>> coverage(Path files) throws IOException, InterruptedException {
    Path out = dir.resolve("out");
    try (Program replay =
        Program.wavecast(dir, "replay", "replay", files.toString(), "--out", out.toString())) {
      var unused = replay.succeed(Duration.ofMinutes(30));
    }
    Map<String, long[][]> counts = new TreeMap<>();
    try (Stream<Path> all = Files.walk(files)) {
      for (Path csv : all.filter(path -> path.toString().endsWith(".csv")).toList()) {
        String name = csv.getFileName().toString().replace(".csv", ".forecasts.jsonl");
        String folder = csv.toAbsolutePath().getParent().getFileName().toString();
        count(
            Files.readAllLines(csv),
            Files.readAllLines(out.resolve(name)),
            counts.computeIfAbsent(folder, key -> new long[2][10]));
      }
    }
    Map<String, List<Double>> shares = new TreeMap<>();
    counts.forEach(
        (folder, n) ->
            shares.put(
                folder, IntStream.range(0, 10).mapToObj(h -> (double) n[1][h] / n[0][h]).toList()));
    return shares;
  }

  /**
   * Counts the values and those inside their intervals by lead time.
   *
   * @param rows a header, and a time and a value each
   * @param forecasts one for each row from the second on
   */
  private static void count(List<String> rows, List<String> forecasts, long[][] counts)
      throws IOException {
    assertThat(forecasts).hasSize(rows.size() - 2);
    ObjectMapper json = new ObjectMapper();
    for (int i = SKIPPED; i < forecasts.size(); i++) {
      JsonNode forecast = json.readTree(forecasts.get(i));
      for (int h = 0; h < 10 && i + 3 + h < rows.size(); h++) {
        double value = Double.parseDouble(rows.get(i + 3 + h).split(",", -1)[1]);
        counts[0][h]++;
        if (value >= forecast.path("yhatLower").path(h).asDouble()
            && value <= forecast.path("yhatUpper").path(h).asDouble()) {
          counts[1][h]++;
        }
      }
    }
  }
}
