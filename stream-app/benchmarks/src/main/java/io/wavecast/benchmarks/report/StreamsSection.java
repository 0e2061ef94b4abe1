package io.wavecast.benchmarks.report;

import io.wavecast.benchmarks.endtoend.ConstantForecaster;
import io.wavecast.benchmarks.endtoend.CpuByPart.Part;
import io.wavecast.benchmarks.endtoend.Latency;
import io.wavecast.benchmarks.endtoend.StreamBench;
import io.wavecast.benchmarks.endtoend.Throughput;
import io.wavecast.config.Settings;
import io.wavecast.core.forecast.Forecaster;
import io.wavecast.onnx.run.OnnxForecaster;
import java.util.List;
import java.util.Map;

/** Kafka Streams from topic to topic: throughput, CPU time by part, changelog, latency. */
final class StreamsSection implements Section {
  private static final int WINDOW_ROUNDS = ConstantForecaster.SHAPE.window() + 1;
  private static final List<Integer> PERCENTAGES = List.of(25, 50, 75);
  private static final int LATENCY_SECONDS = 10;

  private final Table throughput =
      new Table(
          "Kafka Streams from topic to topic",
          "Two stream threads, batches of up to 64, broker in the same process. The first tenth of"
              + " a measurement is excluded. CPU time is that of the process per observation, by"
              + " what used it.",
          "guarantee",
          "series",
          "model",
          "observations/s",
          "CPU us",
          "stream us",
          "producer us",
          "broker us",
          "JVM us",
          "other us",
          "mean batch",
          "changelog bytes");
  private final Table latency =
      new Table(
          "Latency",
          "From when an observation is due until a consumer of committed records has its forecast,"
              + " at a share of the throughput above. A sender that is held up sends late, and the"
              + " delay counts. %d s each after a warm-up of %d s, ms; and the processors used."
                  .formatted(LATENCY_SECONDS, Latency.WARM_UP_SECONDS),
          "guarantee",
          "model",
          "of the peak",
          "observations/s",
          "p50",
          "p90",
          "p99",
          "p99.9",
          "cores");

  @Override
  public List<Table> measure(TestBed bed) throws InterruptedException {
    for (int series : bed.series()) {
      for (String guarantee : List.of("exactly_once_v2", "at_least_once")) {
        measure(bed, series, guarantee);
      }
    }
    return List.of(throughput, latency);
  }

  private void measure(TestBed bed, int series, String guarantee) throws InterruptedException {
    String id = "report-%d-%s".formatted(series, guarantee.replace('_', '-'));
    Settings settings = bed.topics().apply(id, Map.of());
    Map<String, String> kafka = Map.of("processing.guarantee", guarantee);
    try (StreamBench bench = new StreamBench(settings, series, kafka, bed.dir().resolve(id))) {
      bench.throughput(new ConstantForecaster(), WINDOW_ROUNDS + bed.rounds(series));
      add(bed, bench, series, guarantee, new ConstantForecaster());
      for (String name : bed.models()) {
        try (OnnxForecaster model = TestBed.open(name)) {
          add(bed, bench, series, guarantee, model);
        }
      }
    }
  }

  private void add(TestBed bed, StreamBench bench, int series, String guarantee, Forecaster model)
      throws InterruptedException {
    String name = model.model().name();
    Throughput measured = bench.throughput(model, bed.rounds(series));
    throughput.row(
        guarantee,
        series,
        name,
        measured.perSecond(),
        measured.cpuMicros(),
        part(measured, Part.STREAM),
        part(measured, Part.PRODUCER),
        part(measured, Part.BROKER),
        part(measured, Part.JVM),
        part(measured, Part.OTHER),
        measured.batch(),
        measured.changelog());
    if (series == bed.series().get(0)) {
      for (int percentage : PERCENTAGES) {
        double rate = measured.perSecond() * percentage / 100;
        Latency at = bench.latency(model, LATENCY_SECONDS, rate);
        latency.row(
            guarantee,
            name,
            percentage + " %",
            rate,
            at.percentile(50),
            at.percentile(90),
            at.percentile(99),
            at.percentile(99.9),
            at.cores());
      }
    }
  }

  private static double part(Throughput measured, Part part) {
    return measured.parts().getOrDefault(part, 0.0);
  }
}
