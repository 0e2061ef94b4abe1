package io.wavecast.service.cli;

import io.wavecast.config.Group;
import io.wavecast.config.OutputFile;
import io.wavecast.config.PipelineModules;
import io.wavecast.core.model.FileSeal;
import io.wavecast.core.text.UsageException;
import io.wavecast.onnx.file.ContractFile;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.file.OnnxGraph;
import io.wavecast.onnx.repository.ModelCatalog;
import io.wavecast.onnx.run.ModelKind;
import io.wavecast.onnx.run.OnnxModel;
import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.service.config.ServiceConfig;
import io.wavecast.service.runtime.Models;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wavecast models}: the models that can be chosen, and the check of one. */
@Command(
    name = "models",
    description = {
      "Without FILE, lists the models that can be chosen by name. With FILE, shows a model's"
          + " metadata, inputs and outputs, then loads and verifies it as the service does; exit"
          + " code 1 if it is refused."
    })
final class ModelsCommand extends ResultCommand {
  private static final String COLUMNS = "%-12s %-18s %-8s %9s  ";
  private static final String ROW = "%-16s " + COLUMNS + "%s";

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "An ONNX file, or the name of a model of the list.")
  private @Nullable String model;

  @Option(
      names = "--seal",
      description =
          "Write the checksum of FILE into it, so that damage is detected when it is loaded.")
  private boolean seal;

  ModelsCommand() {
    super(Set.of(Group.MODELS));
  }

  @Override
  public Integer call() {
    ServiceConfig config = config();
    if (model == null) {
      if (seal) {
        throw new UsageException("--seal needs FILE");
      }
      list(Models.catalog(config.models()));
      return 0;
    }
    boolean isPath = model.endsWith(".onnx") || model.contains("/") || Files.exists(Path.of(model));
    if (seal && !isPath) {
      throw new UsageException("--seal needs a file, got: '" + model + "'");
    }
    ContractFile<?> file = isPath ? PipelineModules.read(Path.of(model)) : named(config, model);
    verify(config, isPath ? config.models().trusted().require(file) : file);
    if (seal && !file.isSealed()) {
      OutputFile.replace(Path.of(model), FileSeal.seal(file.bytes()));
      tell(
          "%s is sealed, its sha256 is %s"
              .formatted(model, PipelineModules.read(Path.of(model)).sha256()));
    }
    return 0;
  }

  private static ContractFile<?> named(ServiceConfig config, String name) {
    for (ModelKind<?, ?> kind : PipelineModules.models()) {
      if (name.equals(kind.shipped())) {
        return kind.file();
      }
    }
    return Models.catalog(config.models()).find(name);
  }

  private void verify(ServiceConfig config, ContractFile<?> file) {
    Map<String, @Nullable Object> fields =
        JsonWriter.fields(
            "source", file.source(),
            "bytes", file.size(),
            "sha256", file.sha256(),
            "sealed", file.isSealed());
    List<OnnxGraph.Tensor> inputs = file.graph().inputs();
    for (OnnxGraph.Tensor input : inputs) {
      fields.put(inputs.size() == 1 ? "input" : "input." + input.name(), input);
    }
    for (OnnxGraph.Tensor output : file.graph().outputs()) {
      fields.put("output." + output.name(), output);
    }
    fields.putAll(file.lines());
    if (!json) {
      fields.forEach((name, value) -> print("%-22s %s".formatted(name, value)));
    }
    try (OnnxModel<?> opened = PipelineModules.open(file, config.models().device())) {
      fields.put("device", opened.device().label());
      fields.put("batchSizes", opened.batchSizes());
      if (json) {
        result("", fields);
      } else {
        print(
            "%s: %s %s %s holds its contract and runs on %s; batches of sizes %s agree to the last bit; %s"
                .formatted(
                    file.source(),
                    file.lines().get("kind"),
                    file.model().name(),
                    file.model().version(),
                    opened.device().label(),
                    opened.batchSizes(),
                    file.isSealed() ? "its checksum holds" : "it carries no checksum"));
      }
    }
  }

  private void list(ModelCatalog catalog) {
    if (!json) {
      print(ROW.formatted("NAME", "VERSION", "KIND", "SCALING", "SIZE", "FILE"));
    }
    for (ModelCatalog.Entry entry : catalog.list()) {
      entry.file().ifPresentOrElse(file -> usable(entry.name(), file), () -> refused(entry));
    }
    for (ModelKind<?, ?> kind : PipelineModules.models()) {
      usable(kind.shipped(), kind.file());
    }
  }

  private void usable(String name, ContractFile<?> file) {
    String scaling =
        file instanceof ModelFile forecaster
            ? forecaster.metadata().scaling().name().toLowerCase(Locale.ROOT)
            : "-";
    result(
        ROW.replace("%9s", "%9s".formatted(file.size() / 1000 + " kB")),
        JsonWriter.fields(
            "name", name,
            "version", file.model().version(),
            "kind", file.lines().get("kind"),
            "scaling", scaling,
            "source", file.source(),
            "bytes", file.size(),
            "sha256", file.sha256()));
  }

  private void refused(ModelCatalog.Entry entry) {
    result(
        "%1$-16s " + COLUMNS.formatted("refused", "", "", "") + "%3$s",
        JsonWriter.fields(
            "name", entry.name(),
            "source", entry.source(),
            "problem", entry.problem().orElse("")));
  }
}
