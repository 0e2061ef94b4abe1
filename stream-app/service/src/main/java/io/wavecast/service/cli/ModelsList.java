package io.wavecast.service.cli;

import io.wavecast.config.Group;
import io.wavecast.core.forecast.ForecasterMetadata;
import io.wavecast.onnx.file.ComposerFile;
import io.wavecast.onnx.file.ContractFile;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.file.SketchFile;
import io.wavecast.onnx.repository.ModelCatalog;
import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.service.runtime.Models;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code wavecast models list}. */
@Command(name = "list", description = "Lists the models that can be chosen by name.")
final class ModelsList extends ConfiguredCommand {
  private static final String ROW = "%-16s %-12s %-8s %9s  %s%n";

  @Option(names = "--json", description = "Print JSON, one object a line.")
  private boolean json;

  ModelsList() {
    super(EnumSet.of(Group.MODELS));
  }

  @Override
  public Integer call() {
    ModelCatalog catalog = Models.catalog(config().models().directory());
    if (!json) {
      out().printf(ROW, "NAME", "VERSION", "SCALING", "SIZE", "FILE");
    }
    for (ModelCatalog.Entry entry : catalog.list()) {
      Optional<ModelFile> file = entry.file();
      if (file.isEmpty()) {
        refused(entry);
      } else {
        usable(entry, file.get());
      }
    }
    other(SketchFile.shipped(), "sketches");
    other(ComposerFile.shipped(), "chorales");
    out().flush();
    return 0;
  }

  /** A model that no series can be routed to. */
  private void other(ContractFile file, String what) {
    if (json) {
      out()
          .println(
              JsonWriter.line(
                  "name", file.model().name(),
                  "version", file.model().version(),
                  "kind", String.valueOf(file.lines().get("kind")),
                  "bytes", file.size(),
                  "sha256", file.sha256(),
                  "source", file.source()));
    } else {
      out()
          .printf(
              ROW,
              file.model().name(),
              file.model().version(),
              what,
              file.size() / 1000 + " kB",
              file.source());
    }
  }

  private void usable(ModelCatalog.Entry entry, ModelFile file) {
    ForecasterMetadata m = file.metadata();
    String scaling = m.scaling().name().toLowerCase(Locale.ROOT);
    if (json) {
      out()
          .println(
              JsonWriter.line(
                  "name", entry.name(),
                  "version", m.model().version(),
                  "scaling", scaling,
                  "bytes", file.size(),
                  "sha256", file.sha256(),
                  "source", entry.source()));
    } else {
      out()
          .printf(
              ROW,
              entry.name(),
              m.model().version(),
              scaling,
              file.size() / 1000 + " kB",
              entry.source());
    }
  }

  private void refused(ModelCatalog.Entry entry) {
    String problem = entry.problem().orElse("");
    if (json) {
      out()
          .println(
              JsonWriter.line("name", entry.name(), "source", entry.source(), "problem", problem));
    } else {
      out().printf(ROW, entry.name(), "refused", "", "", problem);
    }
  }
}
