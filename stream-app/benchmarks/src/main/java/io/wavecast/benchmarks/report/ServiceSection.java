package io.wavecast.benchmarks.report;

import io.wavecast.benchmarks.endtoend.Bench;
import io.wavecast.benchmarks.endtoend.ConstantForecaster;
import io.wavecast.benchmarks.endtoend.SeriesLoad;
import io.wavecast.benchmarks.endtoend.ServeChild;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code serve} in a process of its own: memory, disk, and how long it takes to start. */
final class ServiceSection implements Section {
  private static final String HEAP = "1g";

  /** From so many series on there is another heap. */
  private static final int MANY = 500_000;

  private static final String HEAP_OF_MANY = "2800m";

  /** The old generation is so many times the young one. */
  private static final int NEW_RATIO_OF_MANY = 8;

  /** Rounds that are written before they must be read. */
  private static final int LEAD = 2;

  private static final double NANOS = 1e9;
  private static final int PAUSE_MS = 200;
  private static final int ROUNDS = ConstantForecaster.SHAPE.window() + 1;

  /** Rounds of a measurement at least: the process has just started. */
  private static final int MEASURED = 6;

  private static final double MIB = 1 << 20;

  @Override
  public List<Table> measure(TestBed bed) throws IOException, InterruptedException {
    Table table =
        new Table(
            "The service: throughput, memory, disk and starts",
            ("`serve` with its default settings in a process of its own, after %d observations of"
                    + " each series. It is stopped and starts again: until it is ready, with its"
                    + " states on disk. Then observations are written, and its throughput is that of"
                    + " the last two thirds of them, beside the broker's process: during the first"
                    + " third its code is compiled. The last start is without states, from the"
                    + " changelog.")
                .formatted(ROUNDS),
            "series",
            "-Xmx, -XX:NewRatio",
            "observations/s",
            "CPU us",
            "resident MiB",
            "stores in memory MiB",
            "state on disk, bytes a series",
            "start with states s",
            "start without s");
    for (int series : bed.held()) {
      boolean many = series >= MANY;
      measure(bed, series, many ? HEAP_OF_MANY : HEAP, many ? NEW_RATIO_OF_MANY : 1, table);
    }
    return List.of(table);
  }

  private static void measure(TestBed bed, int series, String heap, int newRatio, Table table)
      throws IOException, InterruptedException {
    String id = "service-" + series;
    var unused = bed.topics().apply(id, Map.of("topics.retention-bytes", "512m"));
    Path data = bed.dir().resolve(id);
    try (SeriesLoad load = new SeriesLoad(bed.servers(), id + ".observations", series)) {
      try (ServeChild serve =
          ServeChild.start(bed.servers(), id, data, heap, newRatio, List.of())) {
        serve.awaitReady();
        for (int round = 0; round < ROUNDS; round++) {
          load.send(1);
          await(serve, (round - LEAD) * (double) series);
        }
        await(serve, ROUNDS * (double) series);
      }
      int rounds = Math.max(MEASURED, bed.rounds(series));
      long begin = System.nanoTime();
      double with;
      double rate;
      double cpu;
      double resident;
      double stores;
      double state;
      try (ServeChild serve =
          ServeChild.start(bed.servers(), id, data, heap, newRatio, List.of())) {
        serve.awaitReady();
        with = (System.nanoTime() - begin) / NANOS;
        load.send(rounds);
        double all = (double) rounds * series;
        double first = await(serve, all / 3);
        long from = System.nanoTime();
        Duration before = serve.cpu();
        double last = await(serve, all);
        rate = (last - first) * NANOS / (System.nanoTime() - from);
        cpu = serve.cpu().minus(before).toNanos() / 1e3 / (last - first);
        resident = serve.residentKib() / 1024.0;
        stores = serve.gauges().sum("wavecast_state_memory_bytes") / MIB;
        state = serve.stateBytes() / (double) series;
      }
      Bench.delete(data);
      table.row(
          series,
          heap + ", " + newRatio,
          rate,
          cpu,
          resident,
          stores,
          state,
          with,
          start(bed, id, data, heap, newRatio));
    }
  }

  /** Waits for a number of observations; returns how many it has then. */
  private static double await(ServeChild serve, double observations)
      throws IOException, InterruptedException {
    double seen = serve.gauges().sum("wavecast_observations_total");
    while (seen < observations) {
      Thread.sleep(PAUSE_MS);
      seen = serve.gauges().sum("wavecast_observations_total");
    }
    return seen;
  }

  /** Seconds until it is ready. */
  private static double start(TestBed bed, String id, Path data, String heap, int newRatio)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    try (ServeChild serve = ServeChild.start(bed.servers(), id, data, heap, newRatio, List.of())) {
      serve.awaitReady();
      return (System.nanoTime() - begin) / NANOS;
    }
  }
}
