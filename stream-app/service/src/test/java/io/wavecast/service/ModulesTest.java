package io.wavecast.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.config.ConsolePage;
import io.wavecast.config.Field;
import io.wavecast.config.Key;
import io.wavecast.config.Keys;
import io.wavecast.config.PipelineModule;
import io.wavecast.config.PipelineModules;
import io.wavecast.config.TopicKeys;
import io.wavecast.core.metrics.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pipelines in modules of their own are found, and named nowhere else. */
class ModulesTest {
  private static final Pattern FEATURE =
      Pattern.compile("sketch|chorale", Pattern.CASE_INSENSITIVE);

  /** Summaries of data are sketches, too: the library's name, its class, and three terms. */
  private static final String SUMMARIES =
      "org\\.apache\\.datasketches|HllSketch|(HyperLogLog|count-min|bottom-k) sketch";

  private static final List<String> UNAWARE =
      List.of(
          "schemas",
          "stream-app/core",
          "stream-app/registry",
          "stream-app/config",
          "stream-app/onnx",
          "stream-app/kafka",
          "stream-app/kafka-streams",
          "stream-app/flink",
          "stream-app/service");

  @Test
  void every_module_on_the_class_path_is_found_forecasts_first() {
    assertThat(PipelineModules.ALL)
        .extracting(PipelineModule::name)
        .containsExactly("forecasts", "aggregation", "chorales", "incidents", "inputs", "sketches");
  }

  @Test
  void names_of_modules_settings_topics_and_metrics_are_different() {
    assertThat(PipelineModules.ALL.stream().map(PipelineModule::groupSuffix))
        .doesNotHaveDuplicates();
    assertThat(Keys.ALL.stream().map(Key::name)).doesNotHaveDuplicates();
    assertThat(TopicKeys.NAMES.type().fields().stream().map(Field::name)).doesNotHaveDuplicates();
    assertThat(PipelineModules.metrics().stream().map(Metric::prometheusName))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("wavecast(_[a-z]+)+"));
  }

  @Test
  void pages_have_scripts_and_names_of_their_own() {
    assertThat(PipelineModules.pages())
        .extracting(ConsolePage::name)
        .containsExactly("chorales", "sketchpad")
        .doesNotContain("series", "alerts", "service");
    for (ConsolePage page : PipelineModules.pages()) {
      assertThat(getClass().getResource(page.script())).as(page.script()).isNotNull();
    }
  }

  @Test
  void no_other_module_names_what_a_module_brings() throws IOException {
    List<String> named = new ArrayList<>();
    for (String module : UNAWARE) {
      try (Stream<Path> files = Files.walk(Path.of("../..", module, "src/main"))) {
        for (Path file :
            files.filter(f -> f.toString().matches(".*\\.(java|js|css|html)")).toList()) {
          Files.readString(file)
              .lines()
              .filter(line -> FEATURE.matcher(line.replaceAll(SUMMARIES, "")).find())
              .forEach(line -> named.add(file + ": " + line));
        }
      }
    }

    assertThat(named).isEmpty();
  }
}
