package io.wavecast.onnx.run;

import static io.wavecast.core.forecast.Forecaster.HORIZON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.file.ModelFileException;
import io.wavecast.onnx.file.TinyModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Native memory is not the collector's business: what is opened must be closed. */
@Tag("slow")
class NativeMemoryTest {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int ROWS = 64;

  /** kB. A session that stays open costs over 2,000 of them each time, a leak in a run more. */
  private static final long LIMIT = 40_000;

  private final float[] windows = OnnxForecasterTest.walks(ROWS, 1);
  private final float[] forecasts = new float[ROWS * HORIZON];
  private final float[] quantiles = new float[ROWS * HORIZON * TinyModels.LEVELS.size()];

  @Test
  void opening_running_and_closing_many_times_keeps_memory_flat() throws IOException {
    assumeTrue(Files.exists(STATUS));
    ModelFile file = ModelFile.read("lstm.onnx", TinyModels.recurrent("LSTM", 4, 20, 1));
    openRunAndClose(file, 50);
    long before = residentKilobytes();

    openRunAndClose(file, 150);

    assertThat(residentKilobytes() - before).as("kB grown in 150 rounds").isLessThan(LIMIT);
  }

  @Test
  void refusing_many_times_keeps_memory_flat() throws IOException {
    assumeTrue(Files.exists(STATUS));
    ModelFile file =
        ModelFile.read(
            "log.onnx", TinyModels.forecasting((b, x) -> b.node("Log", java.util.List.of(x))));
    refuse(file, 100);
    long before = residentKilobytes();

    refuse(file, 600);

    assertThat(residentKilobytes() - before).as("kB grown in 600 rounds").isLessThan(LIMIT);
  }

  @Test
  void running_many_times_keeps_memory_flat() throws IOException {
    assumeTrue(Files.exists(STATUS));
    ModelFile file = ModelFile.read("gru.onnx", TinyModels.recurrent("GRU", 3, 20, 1));
    try (OnnxForecaster model = OnnxForecaster.open(file, Device.CPU)) {
      run(model, 2_000);
      long before = residentKilobytes();

      run(model, 8_000);

      assertThat(residentKilobytes() - before).as("kB grown in 8,000 runs").isLessThan(LIMIT);
    }
  }

  private void openRunAndClose(ModelFile file, int rounds) {
    for (int round = 0; round < rounds; round++) {
      try (OnnxForecaster model = OnnxForecaster.open(file, Device.CPU)) {
        run(model, 4);
      }
    }
  }

  private static void refuse(ModelFile file, int rounds) {
    for (int round = 0; round < rounds; round++) {
      try (OnnxForecaster model = OnnxForecaster.open(file, Device.CPU)) {
        throw new AssertionError(model.model() + " was not refused");
      } catch (ModelFileException refused) {
        assertThat(refused).hasMessageContaining("must be finite");
      }
    }
  }

  private void run(OnnxForecaster model, int rounds) {
    for (int round = 0; round < rounds; round++) {
      model.forecast(windows, 1 + round % ROWS, forecasts, quantiles);
    }
  }

  private static long residentKilobytes() throws IOException {
    System.gc();
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }
}
