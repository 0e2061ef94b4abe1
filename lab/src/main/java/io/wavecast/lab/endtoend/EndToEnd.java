package io.wavecast.lab.endtoend;

import io.wavecast.config.Settings;
import io.wavecast.core.forecast.Forecaster;
import io.wavecast.onnx.repository.ModelCatalog;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxForecaster;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures broker, stream and model in one process. For each number of series it prints, in one
 * run, a constant model (the ceiling) and each shipped model: observations per second, also as a
 * share of the ceiling, CPU time, bytes of changelog, latency.
 */
@Command(
    name = "end-to-end",
    mixinStandardHelpOptions = true,
    description = "Measures observations per second from topic to forecasts, broker included.")
public final class EndToEnd extends Bench {
  private static final int WINDOW_ROUNDS = ConstantForecaster.SHAPE.window() + 1;

  @Option(names = "--series", split = ",", defaultValue = "1000,100000", description = "Series.")
  private List<Integer> series = List.of();

  @Option(names = "--models", split = ",", description = "Models. Default: ${DEFAULT-VALUE}.")
  private List<String> models = List.of("lstm", "gru", "wavenet");

  @Option(
      names = "--observations",
      defaultValue = "1000000",
      description = "Observations per measurement, at least.")
  private int observations;

  @Option(names = "--batch", defaultValue = "64", description = "Most inputs in a run.")
  private int batch;

  @Option(names = "--threads", defaultValue = "2", description = "Stream threads.")
  private int threads;

  @Option(
      names = "--linger-ms",
      defaultValue = "20",
      description = "Longest time that an input is pending, ms.")
  private int lingerMs;

  @Option(
      names = "--latency-rate",
      defaultValue = "5000",
      description = "Observations per second while latency is measured; 0 measures none.")
  private int latencyRate;

  @Option(
      names = "--latency-at",
      split = ",",
      description = "Percentages of a model's own throughput at which latency is measured too.")
  private List<Integer> latencyAt = List.of();

  @Option(
      names = "--latency-seconds",
      defaultValue = "10",
      description = "How long a latency is measured, after a warm-up.")
  private int latencySeconds;

  @Option(names = "-K", description = "A property of Kafka Streams or its clients.")
  private Map<String, String> kafka = new TreeMap<>();

  public static void main(String[] args) {
    main(new EndToEnd(), args);
  }

  @Override
  protected void measure(String servers, Path dir) throws InterruptedException {
    for (int n : series) {
      run(servers, n, dir.resolve("state-" + n));
    }
  }

  private void run(String servers, int n, Path stateDir) throws InterruptedException {
    Map<String, String> more = new TreeMap<>();
    more.put("batch.size", "" + batch);
    more.put("engine.threads", "" + threads);
    more.put("batch.linger", lingerMs + "ms");
    Settings settings = prepare(servers, "bench-" + n, more);
    int rounds = Math.max(1, observations / n);
    try (StreamBench bench = new StreamBench(settings, n, kafka, stateDir)) {
      System.out.printf(
          "%n%,d series, %,d observations a measurement, batches of %d, %d threads, %s%n",
          n, (long) rounds * n, batch, threads, kafka);
      bench.throughput(new ConstantForecaster(), WINDOW_ROUNDS + rounds);
      System.out.println(
          "model      obs/s     CPU us/obs  mean batch  of ceiling  changelog bytes/obs  p50 ms"
              + "  p99 ms");
      Throughput ceiling = bench.throughput(new ConstantForecaster(), rounds);
      ConstantForecaster constant = new ConstantForecaster();
      print("constant", ceiling, ceiling, latency(bench, constant, latencyRate));
      for (String name : models) {
        try (OnnxForecaster model =
            OnnxForecaster.open(ModelCatalog.shipped().find(name), Device.CPU)) {
          measure(bench, model, rounds, ceiling);
        }
      }
    }
  }

  private void measure(StreamBench bench, OnnxForecaster model, int rounds, Throughput ceiling)
      throws InterruptedException {
    Throughput stream = bench.throughput(model, rounds);
    print(model.model().name(), stream, ceiling, latency(bench, model, latencyRate));
    printLatencies(bench, model, stream);
  }

  private static void print(String name, Throughput stream, Throughput ceiling, Latency latency) {
    System.out.printf(
        "%-10s %,-9.0f %-11.1f %-11.1f %-11s %-20.0f %-7.0f %-7.0f%n",
        name,
        stream.perSecond(),
        stream.cpuMicros(),
        stream.batch(),
        percent(stream.perSecond() / ceiling.perSecond()),
        stream.changelog(),
        latency.percentile(50),
        latency.percentile(99));
  }

  private void printLatencies(StreamBench bench, Forecaster model, Throughput peak)
      throws InterruptedException {
    for (int percent : latencyAt) {
      int rate = (int) (peak.perSecond() * percent / 100);
      Latency latency = latency(bench, model, rate);
      System.out.printf(
          "           at %d %%, %,d a second: p50 %.0f ms, p95 %.0f, p99 %.0f, p99.9 %.0f; %.2f"
              + " cores%n",
          percent,
          rate,
          latency.percentile(50),
          latency.percentile(95),
          latency.percentile(99),
          latency.percentile(99.9),
          latency.cores());
    }
  }

  private Latency latency(StreamBench bench, Forecaster model, int rate)
      throws InterruptedException {
    if (rate == 0) {
      return Latency.none();
    }
    return bench.latency(model, latencySeconds, rate);
  }

  private static String percent(double share) {
    return "%.0f %%".formatted(100 * share);
  }
}
