package io.wavecast.onnx.repository;

import static io.wavecast.onnx.file.TinyModels.HORIZON;
import static io.wavecast.onnx.file.TinyModels.WINDOW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.model.FileSeal;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.file.ShippedModels;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxForecaster;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedModelsTest {
  private final ModelCatalog catalog = ModelCatalog.shipped();

  static List<String> names() {
    return ShippedModels.names();
  }

  @Test
  void the_index_lists_the_files_that_are_there() throws IOException, URISyntaxException {
    File index =
        new File(
            Objects.requireNonNull(
                    ShippedModels.class.getResource("/io/wavecast/onnx/models/index.txt"))
                .toURI());
    try (Stream<Path> files = Files.list(index.toPath().resolveSibling(""))) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".onnx"))
                  .map(name -> name.substring(0, name.length() - ".onnx".length())))
          .containsExactlyInAnyOrderElementsOf(names());
    }
    assertThat(names()).contains("default", "lstm", "gru", "wavenet").isSorted();
  }

  @ParameterizedTest
  @MethodSource("names")
  void a_forecaster_has_the_name_and_the_quantiles_that_serving_needs(String name) {
    ModelFile file = catalog.find(name);

    assertThat(file.model().name()).isEqualTo(name);
    assertThat(file.source()).isEqualTo("shipped:" + name);
    assertThat(file.metadata().quantileLevels()).contains(0.05, 0.5, 0.95);
  }

  @ParameterizedTest
  @MethodSource("names")
  void metadata_is_written_as_the_shipped_files_carry_it(String name) {
    ModelFile file = catalog.find(name);
    Map<String, String> inTheFile = new LinkedHashMap<>(file.graph().metadata());
    inTheFile.remove(FileSeal.LINE);

    assertThat(file.lines().entrySet()).containsExactlyElementsOf(inTheFile.entrySet());
  }

  @ParameterizedTest
  @MethodSource("names")
  void a_forecaster_is_sealed_and_has_the_same_bits_in_batches_of_many_sizes(String name) {
    ModelFile file = catalog.find(name);
    assertThat(file.isSealed()).as("'wavecast models FILE --seal' writes its checksum").isTrue();
    try (OnnxForecaster model = OnnxForecaster.open(file, Device.CPU)) {
      assertThat(model.batchSizes()).contains(64).hasSizeGreaterThanOrEqualTo(5);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void has_a_card_of_the_same_version(String name) throws IOException {
    String card;
    try (InputStream in =
        ShippedModels.class.getResourceAsStream("/io/wavecast/onnx/models/" + name + ".md")) {
      card = new String(in.readAllBytes(), UTF_8);
    }

    assertThat(card)
        .startsWith("# " + name + "\n")
        .contains("| version | " + catalog.find(name).model().version() + " |");
  }

  @ParameterizedTest
  @MethodSource("names")
  void forecasts_waves_it_has_never_seen(String name) {
    int n = 1000;
    long seed = 7;
    float[][] waves = waves(n, seed);
    float[] windows = new float[n * WINDOW];
    for (int row = 0; row < n; row++) {
      System.arraycopy(waves[row], 0, windows, row * WINDOW, WINDOW);
    }
    try (OnnxForecaster model = OnnxForecaster.open(catalog.find(name), Device.CPU)) {
      int levels = model.quantileLevels().length;
      float[] forecasts = new float[n * HORIZON];
      float[] quantiles = new float[n * HORIZON * levels];

      model.forecast(windows, n, forecasts, quantiles);

      double error = 0;
      double naive = 0;
      int inside = 0;
      for (int i = 0; i < n * HORIZON; i++) {
        float[] wave = waves[i / HORIZON];
        float actual = wave[WINDOW + i % HORIZON];
        error += Math.pow(actual - forecasts[i], 2) / (n * HORIZON);
        naive += Math.pow(actual - wave[WINDOW - 1], 2) / (n * HORIZON);
        float lower = quantiles[i * levels];
        float upper = quantiles[i * levels + levels - 1];
        inside += lower <= actual && actual <= upper ? 1 : 0;
      }
      assertThat(error).as("MSE, seed %d", seed).isLessThan(naive / 15);
      assertThat(inside / (double) (n * HORIZON)).as("seed %d", seed).isBetween(0.80, 0.97);
    }
  }

  /**
   * The notebook's waves: two sines of random frequency and phase, and noise; 60 steps over [0, 1].
   */
  private static float[][] waves(int n, long seed) {
    Random random = new Random(seed);
    int steps = WINDOW + HORIZON;
    float[][] waves = new float[n][steps];
    for (float[] wave : waves) {
      double f1 = random.nextDouble() * 10 + 10;
      double f2 = random.nextDouble() * 20 + 20;
      double o1 = random.nextDouble();
      double o2 = random.nextDouble();
      for (int i = 0; i < steps; i++) {
        double t = i / (steps - 1.0);
        wave[i] =
            (float)
                (0.5 * Math.sin((t - o1) * f1)
                    + 0.2 * Math.sin((t - o2) * f2)
                    + 0.1 * (random.nextDouble() - 0.5));
      }
    }
    return waves;
  }
}
