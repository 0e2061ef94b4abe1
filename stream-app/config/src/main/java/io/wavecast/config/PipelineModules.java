package io.wavecast.config;

import static java.util.stream.Collectors.toMap;

import io.wavecast.core.metrics.Metric;
import io.wavecast.onnx.file.ContractFile;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.ModelKind;
import io.wavecast.onnx.run.OnnxForecaster;
import io.wavecast.onnx.run.OnnxModel;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;

/** The pipelines on the class path, and what they declare. */
public final class PipelineModules {
  /** Every module, forecasts first, the others by name. */
  public static final List<PipelineModule<?>> ALL =
      ServiceLoader.load(PipelineModule.class, PipelineModules.class.getClassLoader()).stream()
          .<PipelineModule<?>>map(ServiceLoader.Provider::get)
          .sorted(Comparator.comparing(PipelineModule::groupSuffix))
          .toList();

  private PipelineModules() {}

  /** Their topics, enabled or not. */
  static Stream<ModuleTopic> topics() {
    return ALL.stream().flatMap(module -> module.topics().stream());
  }

  /** The groups of their own settings. */
  public static Set<Group> groups() {
    Set<Group> groups = new HashSet<>();
    ALL.forEach(module -> module.settings().forEach(registry -> groups.add(registry.group())));
    return groups;
  }

  /** Every metric: those of core, then theirs. */
  public static List<Metric> metrics() {
    return Stream.concat(
            Metric.declaredIn(Metric.class).stream(),
            ALL.stream().flatMap(module -> module.metrics().stream()))
        .toList();
  }

  /** Their pages on the console, enabled or not. */
  public static List<ConsolePage> pages() {
    return ALL.stream().flatMap(module -> module.page().stream()).toList();
  }

  /** The pages that the console has with these settings. */
  public static List<ConsolePage> pages(Settings s) {
    return pages().stream().filter(page -> s.get(page.enabled())).toList();
  }

  /** The kinds of their models. */
  public static List<ModelKind<?, ?>> models() {
    return ALL.stream()
        .flatMap(module -> module.modelFile().stream())
        .<ModelKind<?, ?>>map(ModelSetting::kind)
        .toList();
  }

  /**
   * Reads a model file of any kind.
   *
   * @throws io.wavecast.onnx.file.ModelFileException when it cannot be read, or its contract does
   *     not hold
   */
  public static ContractFile<?> read(Path path) {
    return ContractFile.read(
        path, models().stream().collect(toMap(ModelKind::id, kind -> kind::read)));
  }

  /**
   * Opens a model file of any kind.
   *
   * @throws io.wavecast.onnx.file.ModelFileException as {@link ModelKind.Opener#open}
   */
  public static OnnxModel<?> open(ContractFile<?> file, Device device) {
    if (file instanceof ModelFile forecaster) {
      return OnnxForecaster.open(forecaster, device);
    }
    String id = file.lines().get("kind");
    return models().stream()
        .filter(kind -> kind.id().equals(id))
        .findFirst()
        .orElseThrow()
        .open(file.source(), file.bytes(), device);
  }
}
