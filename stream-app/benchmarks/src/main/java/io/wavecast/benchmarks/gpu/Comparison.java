package io.wavecast.benchmarks.gpu;

import io.wavecast.benchmarks.report.Table;
import io.wavecast.onnx.run.Device;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of all models on all devices, as tables. Not thread-safe. */
final class Comparison {
  private final Map<String, Map<Device, ModelFigures>> models = new LinkedHashMap<>();

  /** Adds what a model does on a device, {@link Device#CPU} first. */
  void add(String model, Device device, ModelFigures figures) {
    models.computeIfAbsent(model, m -> new EnumMap<>(Device.class)).put(device, figures);
  }

  /** Whether every model gives the CPU's results on every device. */
  boolean agrees() {
    return models.values().stream()
        .flatMap(devices -> devices.values().stream())
        .allMatch(ModelFigures::agrees);
  }

  /** Differences, rates, crossovers, and the batch sizes of served models. */
  List<Table> tables() {
    return List.of(parity(), rates(), crossovers(), served());
  }

  private Table parity() {
    Table table =
        new Table(
            "Parity",
            ("The largest difference to the CPU's results in batches of one, relative to the"
                    + " magnitude of the sample. At most %.0e is demanded.")
                .formatted(ModelFigures.BOUND),
            "model",
            "device",
            "batch",
            "difference",
            "verdict");
    models.forEach(
        (model, devices) ->
            devices.forEach(
                (device, figures) ->
                    figures
                        .differences()
                        .forEach(
                            (batch, difference) ->
                                table.row(
                                    model,
                                    device.label(),
                                    batch,
                                    "%.1e".formatted(difference),
                                    difference <= ModelFigures.BOUND ? "ok" : "TOO FAR"))));
    return table;
  }

  private Table rates() {
    Table table =
        new Table(
            "Throughput",
            "Rows per second of one thread, copies from and to Java's arrays included. A row is a"
                + " window, a drawing, or a note of a piece.",
            "model",
            "batch",
            "CPU",
            "GPU",
            "GPU to CPU");
    models.forEach(
        (model, devices) -> {
          Map<Integer, Double> gpu = rates(devices, Device.CUDA);
          rates(devices, Device.CPU)
              .forEach(
                  (batch, cpu) -> {
                    double other = gpu.getOrDefault(batch, Double.NaN);
                    table.row(model, batch, cpu, other, other / cpu);
                  });
        });
    return table;
  }

  private Table crossovers() {
    Table table =
        new Table(
            "Crossover",
            "The smallest batch at which the GPU is faster than one core in batches of the same"
                + " size, and the GPU's best rate divided by the best rate of one core.",
            "model",
            "from batch",
            "cores");
    models.forEach(
        (model, devices) -> {
          ModelFigures gpu = devices.get(Device.CUDA);
          ModelFigures cpu = devices.get(Device.CPU);
          if (gpu != null && cpu != null) {
            table.row(model, crossover(cpu.perSecond(), gpu.perSecond()), gpu.best() / cpu.best());
          }
        });
    return table;
  }

  /** The smallest batch at which the second is faster, or {@code none}. */
  static String crossover(Map<Integer, Double> cpu, Map<Integer, Double> gpu) {
    return cpu.keySet().stream()
        .sorted()
        .filter(batch -> gpu.getOrDefault(batch, 0.0) > cpu.getOrDefault(batch, 0.0))
        .findFirst()
        .map(batch -> "" + batch)
        .orElse("none");
  }

  private Table served() {
    Table table =
        new Table(
            "As served",
            "The batch sizes at which a row's result has the same bits in every batch.",
            "model",
            "device",
            "batches");
    models.forEach(
        (model, devices) ->
            devices.forEach(
                (device, figures) -> table.row(model, device.label(), figures.served())));
    return table;
  }

  private static Map<Integer, Double> rates(Map<Device, ModelFigures> devices, Device device) {
    ModelFigures figures = devices.get(device);
    return figures == null ? Map.of() : figures.perSecond();
  }
}
