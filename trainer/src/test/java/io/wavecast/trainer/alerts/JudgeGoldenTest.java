package io.wavecast.trainer.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The judgement of the Python original of this benchmark, {@code alert_bench.py}, over labels and
 * alerts of hard cases, to the last digit. The name of a kind says its case. Of each folder of
 * {@code judged}, the original made the expected figures:
 *
 * <pre>
 *   python3 alert_bench.py score FOLDER FOLDER/alerts.jsonl --json &gt; FOLDER/expected.json
 * </pre>
 *
 * <p>It reads no values, so there are none: here all are 0.
 */
class JudgeGoldenTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path data = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"found", "lasting", "repeats", "random", "nothing-found"})
  void all_figures_are_those_of_the_python_original(String name)
      throws IOException, URISyntaxException {
    Path folder = Path.of(Objects.requireNonNull(getClass().getResource("judged/" + name)).toURI());
    Files.copy(folder.resolve("labels.json"), data.resolve("labels.json"));
    writeValues(JSON.readTree(folder.resolve("labels.json").toFile()));
    AlertEvents events = AlertEvents.read(folder.resolve("alerts.jsonl"));

    Judge judge = new Judge();
    LabelledFolder.read(data).forEach(series -> judge.add(series, events.alerts(series)));

    JsonNode expected = JSON.readTree(folder.resolve("expected.json").toFile());
    AlertReport report = new AlertReport("", Map.of("wavecast", judge.judgement()), "");
    JsonNode actual = JSON.readTree(report.json()).get("detectors").get(0);
    assertThat(actual).isEqualTo(expected);
  }

  private void writeValues(JsonNode labels) throws IOException {
    for (Map.Entry<String, JsonNode> label : labels.properties()) {
      StringBuilder rows = new StringBuilder("timestamp,value\n");
      for (int i = 0; i < label.getValue().get("n").intValue(); i++) {
        Instant time =
            LabelledSeries.EPOCH.plusSeconds((long) i * label.getValue().get("step").intValue());
        rows.append(time).append(",0\n");
      }
      Path file = data.resolve(label.getKey() + ".csv");
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.writeString(file, rows);
    }
  }
}
