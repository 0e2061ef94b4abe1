package io.wavecast.service.cli;

import io.wavecast.core.text.UsageException;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.run.ModelBench;
import io.wavecast.onnx.run.OnnxForecaster;
import io.wavecast.schemas.json.JsonWriter;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code wavecast models bench}. */
@Command(
    name = "bench",
    description = "Measures how fast a model forecasts on this machine, on one thread.")
final class ModelsBench extends ModelCommand {
  @Option(
      names = "--batch",
      split = ",",
      paramLabel = "N",
      description = "Windows per call, separated by commas. Default: 1,8,64,512.")
  private List<Integer> batches = ModelBench.BATCHES;

  @Option(
      names = "--time",
      paramLabel = "<duration>",
      description = "Duration per batch size. Default: 2s.")
  private Duration time = Duration.ofSeconds(2);

  @Override
  public Integer call() {
    for (int batch : batches) {
      if (batch < 1 || batch > 100_000) {
        throw new UsageException("--batch must be in 1..100000, got: " + batch);
      }
    }
    try (OnnxForecaster forecaster =
        OnnxForecaster.open(
            read(ModelFile.class, "a forecaster"),
            config().models().device(),
            config().models().limit())) {
      tell(
          "model %s %s on %s, one thread"
              .formatted(
                  forecaster.model().name(),
                  forecaster.model().version(),
                  forecaster.device().label()));
      if (!json) {
        print(
            "%8s %14s %14s %12s %12s"
                .formatted("batch", "forecasts/s", "by CPU time", "p50", "p99"));
      }
      for (int batch : batches) {
        ModelBench.run(forecaster, List.of(batch), time).forEach(this::print);
      }
    }
    return 0;
  }

  private void print(ModelBench.Line line) {
    result(
        "%8d %,14.0f %,14.0f %9.1f us %9.1f us",
        JsonWriter.fields(
            "batch", line.batch(),
            "forecastsPerSecond", line.forecastsPerSecond(),
            "forecastsPerCpuSecond", line.forecastsPerCpuSecond(),
            "p50Micros", line.p50().toNanos() / 1000.0,
            "p99Micros", line.p99().toNanos() / 1000.0));
  }
}
