package io.wavecast.lab.engines;

import com.sun.management.OperatingSystemMXBean;
import io.wavecast.lab.endtoend.ConstantForecaster;
import io.wavecast.lab.endtoend.SeriesLoad;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Engines, each in a separate process with its own Kafka client, which forecast the same records in
 * turns. Between two measurements an engine is stopped and keeps its state. Run it from the root of
 * the repository.
 */
public final class EnginesBench implements AutoCloseable {
  /** Both engines. */
  public static final List<String> ALL = List.of(EngineProcess.KAFKA_STREAMS, EngineProcess.FLINK);

  /** The topic that both read. */
  public static final String OBSERVATIONS = "observations";

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final int series;
  private final SeriesLoad load;
  private final List<EngineChild> engines = new ArrayList<>();
  private int turn;

  /**
   * The throughput of an engine.
   *
   * @param engine its name
   * @param perSecond observations per second, from the topic to their forecasts
   * @param cpuMicros CPU time of its process per observation, us
   * @param brokerMicros CPU time of the broker's process, which is this one, per observation, us
   * @param batch mean number of windows per run of the model
   */
  public record Row(
      String engine, double perSecond, double cpuMicros, double brokerMicros, double batch) {}

  /**
   * Starts the processes.
   *
   * @param names of the engines, whose topics exist, with their names as prefixes
   * @param flink settings of Flink
   */
  public EnginesBench(
      List<String> names, String servers, Path dir, int series, Map<String, String> flink)
      throws IOException {
    this.series = series;
    load = new SeriesLoad(servers, OBSERVATIONS, series);
    for (String name : names) {
      Map<String, String> more = name.equals(EngineProcess.FLINK) ? flink : Map.of();
      engines.add(EngineChild.start(name, servers, OBSERVATIONS, dir.resolve(name), more));
    }
  }

  /** Fills the windows of all series; to be called once, before the first measurement. */
  public List<Row> fill() throws IOException {
    load.send(ConstantForecaster.SHAPE.window() + 1);
    return run("constant", 2L * series);
  }

  /** Writes rounds of one observation per series, which each engine forecasts. */
  public List<Row> measure(String model, int rounds) throws IOException {
    load.send(rounds);
    return run(model, (long) rounds * series);
  }

  private List<Row> run(String model, long windows) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (int e = 0; e < engines.size(); e++) {
      // in turns, because the second engine finds the records in the page cache
      EngineChild engine = engines.get((e + turn) % engines.size());
      rows.add(engine.run(model, windows, SYSTEM::getProcessCpuTime));
    }
    turn++;
    return rows;
  }

  @Override
  public void close() {
    engines.forEach(EngineChild::close);
    load.close();
  }
}
