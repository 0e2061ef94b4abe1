package io.wavecast.benchmarks.endtoend;

import io.wavecast.benchmarks.endtoend.StreamBench.Options;
import io.wavecast.benchmarks.endtoend.StreamBench.Throughput;
import io.wavecast.broker.BrokerSettings;
import io.wavecast.broker.EmbeddedBroker;
import io.wavecast.core.forecast.Forecaster;
import io.wavecast.core.forecast.deviation.Profile;
import io.wavecast.onnx.repository.ModelCatalog;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxForecaster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures what an observation costs in the changelog topic, the copy of the states in Kafka.
 * Windows are filled by a constant model, then the default one makes all the forecasts that a state
 * holds, then it is measured.
 */
@Command(
    name = "changelog",
    mixinStandardHelpOptions = true,
    description = "Measures bytes that go to the changelog topic for an observation.")
public final class Changelog implements Callable<Integer> {
  private static final int BATCH = 64;
  private static final int MEASURED = 300_000;

  @Option(names = "--series", defaultValue = "1000", description = "Series.")
  private int series;

  @Option(names = "--profile", defaultValue = "FULL", description = "FULL or LIGHT.")
  private Profile profile = Profile.FULL;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Changelog()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Path dir = Files.createTempDirectory("wavecast-bench");
    Options options = new Options(4, 2, BATCH, Duration.ofMillis(20), true, profile, Map.of());
    try (EmbeddedBroker broker =
            EmbeddedBroker.start(new BrokerSettings(dir.resolve("broker"), 0));
        StreamBench bench =
            new StreamBench(broker.bootstrapServers(), series, options, dir.resolve("state"));
        OnnxForecaster model =
            OnnxForecaster.open(ModelCatalog.shipped().find("default"), Device.CPU)) {
      bench.throughput(new ConstantForecaster(), Forecaster.WINDOW - Forecaster.HORIZON);
      bench.throughput(model, Forecaster.HORIZON + 1);
      Throughput measured = bench.throughput(model, Math.max(2, MEASURED / series));
      System.out.printf(
          "%,d series, %s: %.0f bytes of changelog an observation, at %,.0f observations/s%n",
          series, profile, measured.changelog(), measured.perSecond());
    } finally {
      EndToEnd.delete(dir);
    }
    return 0;
  }
}
