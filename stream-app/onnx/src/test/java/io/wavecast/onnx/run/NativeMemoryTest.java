package io.wavecast.onnx.run;

import static io.wavecast.onnx.file.TinyModels.HORIZON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.file.ModelFileException;
import io.wavecast.onnx.file.TinyModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntConsumer;
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
    ModelFile file = ModelFile.read("lstm.onnx", TinyModels.recurrent("LSTM", 4, 20, 1));

    assertFlat(rounds -> openRunAndClose(file, rounds), 50, 150);
  }

  @Test
  void refusing_many_times_keeps_memory_flat() throws IOException {
    ModelFile file =
        ModelFile.read(
            "log.onnx", TinyModels.forecasting((b, x) -> b.node("Log", java.util.List.of(x))));

    assertFlat(rounds -> refuse(file, rounds), 100, 600);
  }

  @Test
  void running_many_times_keeps_memory_flat() throws IOException {
    ModelFile file = ModelFile.read("gru.onnx", TinyModels.recurrent("GRU", 3, 20, 1));
    try (OnnxForecaster model = OnnxForecaster.open(file, Device.CPU)) {
      assertFlat(rounds -> run(model, rounds), 2_000, 8_000);
    }
  }

  /**
   * @param work does something so often
   * @param before how often to warm up
   * @param rounds in which memory must not grow
   */
  private static void assertFlat(IntConsumer work, int before, int rounds) throws IOException {
    assumeTrue(Files.exists(STATUS));
    work.accept(before);
    long kilobytes = residentKilobytes();

    work.accept(rounds);

    assertThat(residentKilobytes() - kilobytes)
        .as("kB grown in %d rounds", rounds)
        .isLessThan(LIMIT);
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
