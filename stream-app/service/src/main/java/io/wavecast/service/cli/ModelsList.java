package io.wavecast.service.cli;

import io.wavecast.config.Group;
import io.wavecast.onnx.file.ComposerFile;
import io.wavecast.onnx.file.ContractFile;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.file.SketchFile;
import io.wavecast.onnx.repository.ModelCatalog;
import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.service.runtime.Models;
import java.util.EnumSet;
import java.util.Locale;
import picocli.CommandLine.Command;

/** {@code wavecast models list}. */
@Command(name = "list", description = "Lists the models that can be chosen by name.")
final class ModelsList extends ResultCommand {
  private static final String COLUMNS = "%-12s %-18s %-8s %9s  ";
  private static final String ROW = "%-16s " + COLUMNS + "%s";

  ModelsList() {
    super(EnumSet.of(Group.MODELS));
  }

  @Override
  public Integer call() {
    ModelCatalog catalog = Models.catalog(config().models());
    if (!json) {
      print(ROW.formatted("NAME", "VERSION", "KIND", "SCALING", "SIZE", "FILE"));
    }
    for (ModelCatalog.Entry entry : catalog.list()) {
      entry.file().ifPresentOrElse(file -> usable(entry.name(), file), () -> refused(entry));
    }
    usable(SketchFile.SHIPPED, SketchFile.shipped());
    usable(ComposerFile.SHIPPED, ComposerFile.shipped());
    return 0;
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
