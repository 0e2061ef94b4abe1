package io.wavecast.benchmarks.gpu;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.benchmarks.report.ReportFiles;
import io.wavecast.benchmarks.report.Table;
import io.wavecast.core.text.Throwables;
import io.wavecast.onnx.file.ComposerFile;
import io.wavecast.onnx.file.ContractFile;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.file.ModelFileException;
import io.wavecast.onnx.file.ShippedModels;
import io.wavecast.onnx.file.SketchFile;
import io.wavecast.onnx.file.TrustedModels;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.DeviceTrial;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Compares every kind of model on a GPU with the CPU, and writes {@code gpu.md} and {@code
 * gpu.json}. The script {@code deploy/gpu-check} carries it to a machine with a GPU.
 */
@Command(
    name = "gpu-check",
    mixinStandardHelpOptions = true,
    description = "Compares results and throughput on a GPU with those on the CPU.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the device gives the CPU's results",
      "1:it gives others, or a run failed",
      "2:the command line is wrong",
      "3:no GPU is usable, only the CPU was measured"
    })
public final class GpuCheck implements Callable<Integer> {
  private static final int OTHERS = 1;
  private static final int NO_GPU = 3;

  /** More drawings or pieces in one run would take gigabytes. */
  private static final int MOST_OF_OTHER_KINDS = 4096;

  private static final String NOT_MEASURED =
      "CUDA graphs and pinned buffers are not measured: ONNX Runtime's Java binding has neither"
          + " IOBinding nor an allocator of pinned memory.";

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--device",
      defaultValue = "cuda",
      description = "cuda compares with the CPU, cpu measures the CPU alone.")
  private String device = "cuda";

  @Option(
      names = "--models",
      split = ",",
      description =
          "Shipped forecasters, sketch and chorale, or files. Default: all that are shipped.")
  private List<String> models = new ArrayList<>();

  @Option(
      names = "--batches",
      split = ",",
      defaultValue = "1,8,64,512,4096,65536",
      description = "Rows of a run; sketch and chorale in runs of at most 4096.")
  private List<Integer> batches = List.of();

  @Option(
      names = "--seconds",
      defaultValue = "2",
      description = "Time for each model, device and batch size.")
  private double seconds;

  @Mixin private final ReportFiles report = new ReportFiles();

  public static void main(String[] args) {
    System.exit(new CommandLine(new GpuCheck()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    List<ContractFile<?>> files = names().stream().<ContractFile<?>>map(GpuCheck::file).toList();
    Optional<String> absent = noGpu(files.get(0));
    Comparison comparison = new Comparison();
    for (ContractFile<?> file : files) {
      measure(comparison, file, absent.isEmpty());
    }
    List<String> notes = new ArrayList<>(report.origin());
    absent.ifPresent(reason -> notes.add("No column of a GPU: " + reason));
    notes.add(NOT_MEASURED);
    print(notes, comparison.tables());
    if (!comparison.agrees()) {
      return OTHERS;
    }
    return absent.isPresent() && Device.of(device) == Device.CUDA ? NO_GPU : 0;
  }

  private List<String> names() {
    if (!models.isEmpty()) {
      return models;
    }
    List<String> names = new ArrayList<>(ShippedModels.names());
    names.add(SketchFile.SHIPPED);
    names.add(ComposerFile.SHIPPED);
    return names;
  }

  private static ContractFile<?> file(String name) {
    return switch (name) {
      case SketchFile.SHIPPED -> SketchFile.of(name, TrustedModels.ALL);
      case ComposerFile.SHIPPED -> ComposerFile.of(name, TrustedModels.ALL);
      default ->
          ShippedModels.names().contains(name)
              ? ShippedModels.read(name)
              : ContractFile.read(Path.of(name));
    };
  }

  /** One line that says why no GPU is measured. */
  private Optional<String> noGpu(ContractFile<?> file) {
    if (Device.of(device) == Device.CPU) {
      return Optional.of("--device cpu");
    }
    try (DeviceTrial trial = DeviceTrial.open(file, Device.CUDA, 8)) {
      return trial.device() == Device.CUDA ? Optional.empty() : Optional.of("it ran on the CPU");
    } catch (ModelFileException e) {
      return Optional.of(Throwables.oneLine(e));
    }
  }

  private void measure(Comparison comparison, ContractFile<?> file, boolean gpu) {
    int most = file instanceof ModelFile ? Integer.MAX_VALUE : MOST_OF_OTHER_KINDS;
    List<Integer> sizes = batches.stream().filter(batch -> batch <= most).toList();
    float[] reference = ModelFigures.reference(file);
    for (Device each : gpu ? List.of(Device.CPU, Device.CUDA) : List.of(Device.CPU)) {
      System.err.println(file.model().name() + " on " + each.label() + " ...");
      Duration time = Duration.ofNanos((long) (seconds * 1e9));
      comparison.add(
          file.model().name(), each, ModelFigures.measure(file, each, reference, sizes, time));
    }
  }

  private void print(List<String> notes, List<Table> tables) throws IOException {
    String markdown = report.write("gpu", "GPU and CPU", "notes", notes, tables);
    PrintWriter printed =
        spec == null ? new PrintWriter(System.out, true, UTF_8) : spec.commandLine().getOut();
    printed.print(markdown);
    printed.flush();
  }
}
