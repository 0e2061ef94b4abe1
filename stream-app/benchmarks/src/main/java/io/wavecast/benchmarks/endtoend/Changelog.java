package io.wavecast.benchmarks.endtoend;

import io.wavecast.config.Settings;
import io.wavecast.onnx.repository.ModelCatalog;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxForecaster;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures the bytes per observation that go to the changelog topic, the copy of the states in
 * Kafka. A constant model fills the windows; the default model then makes all the forecasts that a
 * state holds before it is measured.
 */
@Command(
    name = "changelog",
    mixinStandardHelpOptions = true,
    description = "Measures bytes per observation in the changelog topic.")
public final class Changelog extends Bench {
  private static final int MEASURED = 300_000;

  @Option(names = "--series", defaultValue = "1000", description = "Series.")
  private int series;

  public static void main(String[] args) {
    main(new Changelog(), args);
  }

  @Override
  protected void measure(String servers, Path dir) {
    Settings settings = prepare(servers, "bench", Map.of());
    try (StreamBench bench = new StreamBench(settings, series, Map.of(), dir);
        OnnxForecaster model =
            OnnxForecaster.open(ModelCatalog.shipped().find("default"), Device.CPU)) {
      bench.throughput(new ConstantForecaster(), model.shape().window() - model.shape().horizon());
      bench.throughput(model, model.shape().horizon() + 1);
      Throughput measured = bench.throughput(model, Math.max(2, MEASURED / series));
      System.out.printf(
          "%,d series: %.0f bytes of changelog an observation, at %,.0f observations/s%n",
          series, measured.changelog(), measured.perSecond());
    }
  }
}
