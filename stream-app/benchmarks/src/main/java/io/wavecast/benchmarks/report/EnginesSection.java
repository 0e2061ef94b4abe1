package io.wavecast.benchmarks.report;

import io.wavecast.benchmarks.engines.EnginesBench;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Kafka Streams and Flink in turns, each in a process of its own. */
final class EnginesSection implements Section {
  @Override
  public List<Table> measure(TestBed bed) throws IOException {
    Table table =
        new Table(
            "Both engines",
            "Each in a process of its own with two threads, exactly once, the broker in another, in"
                + " turns on the same records. CPU time of the engine and, beside it, of the"
                + " broker.",
            "series",
            "model",
            "engine",
            "observations/s",
            "CPU us",
            "broker us",
            "mean batch");
    for (String name : EnginesBench.ALL) {
      var unused =
          bed.topics().apply(name, Map.of("topics.observations", EnginesBench.OBSERVATIONS));
    }
    List<String> models = new ArrayList<>(bed.models());
    models.add(0, "constant");
    int series = bed.series().get(bed.series().size() - 1);
    try (EnginesBench bench =
        new EnginesBench(EnginesBench.ALL, bed.servers(), bed.dir(), series, Map.of())) {
      bench.fill();
      for (String model : models) {
        for (EnginesBench.Row row : bench.measure(model, bed.rounds(series))) {
          table.row(
              series,
              model,
              row.engine(),
              row.perSecond(),
              row.cpuMicros(),
              row.brokerMicros(),
              row.batch());
        }
      }
    }
    return List.of(table);
  }
}
