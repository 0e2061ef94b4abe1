package io.wavecast.benchmarks.endtoend;

import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** How a stream forms batches. */
final class BatchOptions {
  @Option(names = "--batch", defaultValue = "64", description = "Most inputs in a run.")
  int batch;

  @Option(names = "--threads", defaultValue = "2", description = "Stream threads.")
  int threads;

  /** These as settings of the service. */
  Map<String, String> settings() {
    return new TreeMap<>(Map.of("batch.size", "" + batch, "threads", "" + threads));
  }
}
