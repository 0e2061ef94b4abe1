package io.wavecast.benchmarks.report;

import io.wavecast.benchmarks.endtoend.ConstantForecaster;
import io.wavecast.benchmarks.endtoend.StreamBench;
import io.wavecast.benchmarks.endtoend.Throughput;
import io.wavecast.config.Settings;
import io.wavecast.onnx.run.OnnxForecaster;
import java.util.List;
import java.util.Map;

/** How cost grows with threads and partitions, and what more cores would do by that. */
final class CoresSection implements Section {
  private static final int WINDOW_ROUNDS = ConstantForecaster.SHAPE.window() + 1;
  private static final List<Integer> CORES = List.of(10, 100, 1000);

  /** The share of the time of cores that is used. */
  private static final double USED = 0.7;

  /** Threads and partitions. */
  private static final int[][] SHAPES = {{1, 1}, {1, 4}, {2, 2}, {2, 4}, {2, 16}};

  /** The shape that the calculation starts from. */
  private static final int[] USUAL = {2, 4};

  @Override
  public List<Table> measure(TestBed bed) throws InterruptedException {
    Table table =
        new Table(
            "Threads and partitions",
            "%,d series, exactly once, default model, broker in the same process."
                .formatted(TestBed.FEW),
            "threads",
            "partitions",
            "observations/s",
            "CPU us");
    double cpuMicros = Double.NaN;
    int rounds = bed.rounds(TestBed.FEW);
    try (OnnxForecaster model = TestBed.open("default")) {
      for (int[] shape : SHAPES) {
        String id = "cores-%d-%d".formatted(shape[0], shape[1]);
        Settings settings =
            bed.topics()
                .apply(id, Map.of("threads", "" + shape[0], "topics.partitions", "" + shape[1]));
        try (StreamBench bench =
            new StreamBench(settings, TestBed.FEW, Map.of(), bed.dir().resolve(id))) {
          bench.throughput(model, WINDOW_ROUNDS + rounds);
          Throughput measured = bench.throughput(model, rounds);
          table.row(shape[0], shape[1], measured.perSecond(), measured.cpuMicros());
          if (shape[0] == USUAL[0] && shape[1] == USUAL[1]) {
            cpuMicros = measured.cpuMicros();
          }
        }
      }
    }
    return List.of(table, model(cpuMicros));
  }

  private static Table model(double cpuMicros) {
    Table table =
        new Table(
            "More cores: a calculation, not a measurement",
            ("70 %% of the cores' time, divided by the CPU time per observation of two threads and"
                    + " four partitions: %.1f us, the broker's included. The rest of the"
                    + " time is left for catching up after a rebalance. Assumptions: tasks share"
                    + " nothing but the brokers; there are at least two partitions per core; a record"
                    + " costs a broker the same however many brokers there are. Replication is not"
                    + " included: each further replica costs a broker's part again.")
                .formatted(cpuMicros),
            "cores",
            "observations/s");
    for (int cores : CORES) {
      table.row(cores, USED * cores * 1e6 / cpuMicros);
    }
    return table;
  }
}
