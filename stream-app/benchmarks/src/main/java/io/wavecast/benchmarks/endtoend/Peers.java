package io.wavecast.benchmarks.endtoend;

import com.amazon.randomcutforest.config.TransformMethod;
import com.amazon.randomcutforest.parkservices.RCFCaster;
import io.wavecast.benchmarks.endtoend.Tally.Moment;
import io.wavecast.config.KafkaKeys;
import io.wavecast.config.PipelineSettings;
import io.wavecast.config.Settings;
import io.wavecast.core.forecast.Forecaster;
import io.wavecast.onnx.repository.ModelCatalog;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxForecaster;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Compares the stream with what else could make the forecasts, in one run: a loop written by hand
 * over a consumer and a producer, the same with a run of the model for each record, and Random Cut
 * Forest without a broker.
 */
@Command(
    name = "peers",
    mixinStandardHelpOptions = true,
    description = "Measures the stream beside other ways to forecast, broker included.")
public final class Peers extends ForecastBench {
  private static final int WINDOW_ROUNDS = Forecaster.WINDOW + 1;
  private static final int THREADS = 2;
  private static final int BATCH = 64;
  private static final int SECONDS = 5;

  @Option(names = "--series", defaultValue = "1000", description = "Series.")
  private int series;

  @Option(names = "--turns", defaultValue = "2", description = "How often each is measured.")
  private int turns;

  private final PrintStream out = System.out;

  public static void main(String[] args) {
    main(new Peers(), args);
  }

  Peers() {
    super(List.of("default"));
  }

  @Override
  protected void measure(String servers, Path dir) throws InterruptedException {
    for (String name : models) {
      try (OnnxForecaster model =
          OnnxForecaster.open(ModelCatalog.shipped().find(name), Device.CPU)) {
        alone(model);
        streams(servers, dir, model);
      }
    }
  }

  private void alone(Forecaster model) throws InterruptedException {
    out.println("without a broker, one thread | forecasts/s | CPU, us");
    for (int turn = 0; turn < turns; turn++) {
      for (int batch : new int[] {1, BATCH}) {
        ModelAlone alone = ModelAlone.measure(model, batch, 1, SECONDS);
        out.printf(
            "%s, batches of %d | %,.0f | %.1f%n",
            model.model().name(), batch, alone.perSecond(), alone.cpuMicros());
      }
      for (int shingle : new int[] {8, Forecaster.WINDOW}) {
        out.printf("RCFCaster, %d values at once | %,.0f |%n", shingle, forest(shingle));
      }
    }
  }

  /** Forecasts per second of Random Cut Forest on one thread, which learns from each value. */
  private static double forest(int shingle) {
    RCFCaster caster =
        RCFCaster.builder()
            .dimensions(shingle)
            .shingleSize(shingle)
            .randomSeed(1)
            .forecastHorizon(Forecaster.HORIZON)
            .transformMethod(TransformMethod.NORMALIZE)
            .build();
    int warmUp = 1000;
    long start = System.nanoTime();
    int n = 0;
    while (System.nanoTime() - start < SECONDS * 1_000_000_000L) {
      caster.process(new double[] {Math.sin(n * 0.37) + (n * 7919 % 1000) / 10_000.0}, n * 1000L);
      if (++n == warmUp) {
        start = System.nanoTime();
      }
    }
    return (n - warmUp) * 1e9 / (System.nanoTime() - start);
  }

  private void streams(String servers, Path dir, Forecaster model) throws InterruptedException {
    int rounds = Math.max(1, observations / series);
    Settings settings = prepare(servers, "peers-" + model.model().name(), new TreeMap<>());
    out.println("exactly once, two threads, broker included | forecasts/s | CPU, us | mean batch");
    try (StreamBench bench = new StreamBench(settings, series, Map.of(), dir.resolve("state"))) {
      bench.throughput(model, WINDOW_ROUNDS + rounds);
      for (int turn = 0; turn < turns; turn++) {
        print("Wavecast", bench.throughput(model, rounds));
        loop(settings, model, BATCH);
        loop(settings, model, 1);
      }
    }
  }

  /** Reads the same records from the beginning. */
  private void loop(Settings settings, Forecaster model, int batch) throws InterruptedException {
    Tally tally = new Tally();
    List<HandWritten> loops = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      int first = t;
      HandWritten loop =
          new HandWritten(
              settings.get(KafkaKeys.BOOTSTRAP_SERVERS),
              PipelineSettings.topics(settings),
              IntStream.range(0, partitions).filter(p -> p % THREADS == first).boxed().toList(),
              model,
              batch,
              tally);
      loops.add(loop);
      threads.add(new Thread(loop, "hand-written-StreamThread-" + t));
    }
    threads.forEach(Thread::start);
    long n = Math.max(1, observations / series) * (long) series;
    Moment begin = tally.await(n / 10, () -> {});
    Moment end = tally.await(n, () -> {});
    loops.forEach(HandWritten::end);
    for (Thread thread : threads) {
      thread.join();
    }
    print("hand-written, batches of " + batch, Throughput.between(begin, end, 0));
  }

  private void print(String name, Throughput measured) {
    out.printf(
        "%s | %,.0f | %.1f | %.1f | %s%n",
        name,
        measured.perSecond(),
        measured.cpuMicros(),
        measured.batch(),
        CpuByPart.text(measured.parts()));
  }
}
