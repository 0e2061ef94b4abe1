package io.wavecast.benchmarks.report;

import io.wavecast.benchmarks.endtoend.Bench;
import io.wavecast.benchmarks.endtoend.SeriesLoad;
import io.wavecast.benchmarks.endtoend.ServeChild;
import io.wavecast.core.forecast.Forecaster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code serve} in a process of its own: memory, disk, and how long it takes to start. */
final class ServiceSection implements Section {
  private static final String HEAP = "1g";
  private static final int ROUNDS = Forecaster.WINDOW + Forecaster.HORIZON + 1;
  private static final double MIB = 1 << 20;

  @Override
  public List<Table> measure(TestBed bed) throws IOException, InterruptedException {
    Table table =
        new Table(
            "The service: memory, disk and starts",
            "`serve` with its default settings and a heap of %s in a process of its own, after %d"
                    .formatted(HEAP, ROUNDS)
                + " observations of each series. A start ends when it is ready: with its states on"
                + " disk, and without, from the changelog.",
            "series",
            "resident MiB",
            "stores in memory MiB",
            "state on disk, bytes a series",
            "start with states s",
            "start without s");
    for (int series : bed.series()) {
      measure(bed, series, table);
    }
    return List.of(table);
  }

  private static void measure(TestBed bed, int series, Table table)
      throws IOException, InterruptedException {
    String id = "service-" + series;
    var unused = bed.topics().apply(id, Map.of());
    Path data = bed.dir().resolve(id);
    double resident;
    double stores;
    double state;
    try (ServeChild serve = ServeChild.start(bed.servers(), id, data, HEAP, List.of());
        SeriesLoad load = new SeriesLoad(bed.servers(), id + ".observations", series)) {
      serve.awaitReady();
      load.send(ROUNDS);
      while (serve.gauges().sum("wavecast_observations_total") < (double) ROUNDS * series) {
        Thread.sleep(200);
      }
      resident = serve.residentKib() / 1024.0;
      stores = serve.gauges().sum("wavecast_state_memory_bytes") / MIB;
      state = serve.stateBytes() / (double) series;
    }
    double with = start(bed, id, data);
    Bench.delete(data);
    table.row(series, resident, stores, state, with, start(bed, id, data));
  }

  /** Seconds until it is ready. */
  private static double start(TestBed bed, String id, Path data)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    try (ServeChild serve = ServeChild.start(bed.servers(), id, data, HEAP, List.of())) {
      serve.awaitReady();
      return (System.nanoTime() - begin) / 1e9;
    }
  }
}
