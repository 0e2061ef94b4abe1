package io.wavecast.lab.engines;

import io.wavecast.lab.endtoend.ForecastBench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures Kafka Streams and Flink in turns on the same observations: each in a separate process
 * with its own Kafka client, the broker in this one. Before the first measurement each engine fills
 * the windows of all series; between two measurements it is stopped and keeps its state.
 */
@Command(
    name = "side-by-side",
    mixinStandardHelpOptions = true,
    description = "Measures observations per second of both engines on the same records.")
public final class SideBySide extends ForecastBench {
  @Option(names = "--series", defaultValue = "1000", description = "Series.")
  private int series;

  @Option(names = "--repeat", defaultValue = "2", description = "Measurements of each.")
  private int repeat;

  @Option(
      names = "--engines",
      split = ",",
      defaultValue = EngineProcess.KAFKA_STREAMS + "," + EngineProcess.FLINK,
      description = "Engines, in this order.")
  private List<String> names = List.of();

  @Option(names = "-F", description = "A setting of Flink.")
  private Map<String, String> flink = new TreeMap<>();

  public static void main(String[] args) {
    main(new SideBySide(), args);
  }

  SideBySide() {
    super(List.of("constant", "default"));
  }

  @Override
  protected void measure(String servers, Path dir) throws IOException {
    for (String name : names) {
      prepare(servers, name, Map.of("topics.names", "observations=" + EnginesBench.OBSERVATIONS));
    }
    try (EnginesBench bench = new EnginesBench(names, servers, dir, series, flink)) {
      System.out.println("model      engine         obs/s     CPU us/obs  and broker  mean batch");
      print("(fill)", bench.fill());
      int rounds = Math.max(1, observations / series);
      System.out.printf(
          "%,d series, %,d observations a measurement, %d threads, %d partitions, Flink %s%n",
          series, (long) rounds * series, Engine.THREADS, partitions, flink);
      for (String model : models) {
        for (int i = 0; i < repeat; i++) {
          print(model, bench.measure(model, rounds));
        }
      }
    }
  }

  private static void print(String model, List<EnginesBench.Row> rows) {
    for (EnginesBench.Row row : rows) {
      System.out.printf(
          "%-10s %-14s %,-9.0f %-11.1f %-11.1f %.1f%n",
          model, row.engine(), row.perSecond(), row.cpuMicros(), row.brokerMicros(), row.batch());
    }
  }
}
