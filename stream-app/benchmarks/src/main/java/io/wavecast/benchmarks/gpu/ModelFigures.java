package io.wavecast.benchmarks.gpu;

import io.wavecast.core.text.Throwables;
import io.wavecast.onnx.file.ContractFile;
import io.wavecast.onnx.file.ModelFileException;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.DeviceTrial;
import io.wavecast.onnx.run.OnnxModel;
import io.wavecast.onnx.run.OnnxRunner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one model does on one device.
 *
 * @param differences by batch size: the largest difference to the CPU's results in batches of one,
 *     relative to a sample's magnitude; infinite where a result is not a number
 * @param perSecond by batch size: rows per second of one thread; a row is a window, a drawing or a
 *     note
 * @param served the batch sizes that pass the trial of a served model, or why it is refused
 */
record ModelFigures(
    Map<Integer, Double> differences, Map<Integer, Double> perSecond, String served) {
  /** A larger difference would change what a user sees. */
  static final double BOUND = 1e-4;

  /**
   * Measures.
   *
   * @param reference the CPU's results in batches of one
   * @param batches each at least 1
   * @param time for each batch size
   */
  static ModelFigures measure(
      ContractFile<?> file,
      Device device,
      float[] reference,
      List<Integer> batches,
      Duration time) {
    Map<Integer, Double> differences = new TreeMap<>();
    Map<Integer, Double> perSecond = new TreeMap<>();
    try (DeviceTrial trial = DeviceTrial.open(file, device, roomFor(batches))) {
      for (int batch : batches) {
        int compared = Math.min(batch, DeviceTrial.SAMPLES);
        differences.computeIfAbsent(
            compared, size -> trial.difference(trial.results(size), reference));
        perSecond.put(batch, trial.speed(batch, time));
      }
    }
    return new ModelFigures(differences, perSecond, served(file, device));
  }

  /** The CPU's results in batches of one, to compare with. */
  static float[] reference(ContractFile<?> file) {
    try (DeviceTrial trial = DeviceTrial.open(file, Device.CPU, roomFor(List.of(1)))) {
      return trial.results(1);
    }
  }

  private static String served(ContractFile<?> file, Device device) {
    try (OnnxModel<?> model = OnnxModel.open(file, device, OnnxRunner.RUN_LIMIT)) {
      List<Integer> sizes = model.batchSizes();
      return "%d sizes, 1 to %d".formatted(sizes.size(), sizes.get(sizes.size() - 1));
    } catch (ModelFileException e) {
      return Throwables.oneLine(e);
    }
  }

  /** The smallest power of two, at least 8, that is not below any batch. */
  private static int roomFor(List<Integer> batches) {
    int most = batches.stream().mapToInt(Integer::intValue).max().orElse(1);
    return Math.max(8, Integer.highestOneBit(2 * most - 1));
  }

  /** Whether every difference is within the bound. */
  boolean agrees() {
    return differences.values().stream().allMatch(d -> d <= BOUND);
  }

  /** The largest rate of all batch sizes. */
  double best() {
    return perSecond.values().stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
  }
}
