package io.wavecast.benchmarks.engines;

import com.sun.management.OperatingSystemMXBean;
import io.wavecast.benchmarks.endtoend.ForecastBench;
import io.wavecast.benchmarks.endtoend.SeriesLoad;
import io.wavecast.core.forecast.Forecaster;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
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
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

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
    String topic = "observations";
    for (String name : names) {
      prepare(servers, name, Map.of("topics.observations", topic));
    }
    List<EngineChild> engines = new ArrayList<>();
    try (SeriesLoad load = new SeriesLoad(servers, topic, series)) {
      for (String name : names) {
        engines.add(
            EngineChild.start(
                name,
                servers,
                topic,
                dir.resolve(name),
                name.equals(EngineProcess.FLINK) ? flink : Map.of()));
      }
      load.send(Forecaster.WINDOW + 1);
      for (EngineChild engine : engines) {
        long t = System.nanoTime();
        EngineChild.Measured m = engine.run("constant", 2L * series, SYSTEM::getProcessCpuTime);
        System.out.printf("fill %s %.1f s %s%n", engine.name(), (System.nanoTime() - t) / 1e9, m);
      }
      int rounds = Math.max(1, observations / series);
      System.out.printf(
          "%,d series, %,d observations a measurement, %d threads, %d partitions, Flink %s%n",
          series, (long) rounds * series, Engine.THREADS, partitions, flink);
      System.out.println("model      engine         obs/s     CPU us/obs  and broker  mean batch");
      for (String model : models) {
        for (int i = 0; i < repeat; i++) {
          load.send(rounds);
          // in turns, because the second engine finds the records in the page cache
          for (int e = 0; e < engines.size(); e++) {
            EngineChild engine = engines.get((e + i) % engines.size());
            EngineChild.Measured m =
                engine.run(model, (long) rounds * series, SYSTEM::getProcessCpuTime);
            System.out.printf(
                "%-10s %-14s %,-9.0f %-11.1f %-11.1f %.1f%n",
                model, engine.name(), m.perSecond(), m.cpuMicros(), m.brokerMicros(), m.batch());
          }
        }
      }
    } finally {
      engines.forEach(EngineChild::close);
    }
  }
}
