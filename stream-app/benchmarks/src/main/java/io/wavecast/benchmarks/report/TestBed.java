package io.wavecast.benchmarks.report;

import io.wavecast.config.Settings;
import io.wavecast.onnx.repository.ModelCatalog;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxForecaster;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * What the parts of the report share.
 *
 * @param servers addresses of the broker, which runs in this process
 * @param dir for states
 * @param series how many, for parts that measure several numbers of series
 * @param held the same, for the service in a process of its own
 * @param models names of shipped models
 * @param observations per measurement, at least
 * @param topics creates the topics of an application, by its id and further settings; returns its
 *     settings
 */
record TestBed(
    String servers,
    Path dir,
    List<Integer> series,
    List<Integer> held,
    List<String> models,
    int observations,
    BiFunction<String, Map<String, String>, Settings> topics) {
  /** The number of series where one is enough. */
  static final int FEW = 1000;

  /** How many rounds of one observation per series are a measurement. */
  int rounds(int n) {
    return Math.max(1, observations / n);
  }

  static OnnxForecaster open(String model) {
    return OnnxForecaster.open(ModelCatalog.shipped().find(model), Device.CPU);
  }
}
