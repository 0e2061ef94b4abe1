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
import picocli.CommandLine.Option;

/** {@code wavecast models list}. */
@Command(name = "list", description = "Lists the models that can be chosen by name.")
final class ModelsList extends ConfiguredCommand {
  private static final String ROW = "%-16s %-12s %-18s %-8s %9s  %s%n";

  @Option(names = "--json", description = "Print JSON, one object per line.")
  private boolean json;

  ModelsList() {
    super(EnumSet.of(Group.MODELS));
  }

  @Override
  public Integer call() {
    ModelCatalog catalog = Models.catalog(config().models().directory());
    if (!json) {
      out().printf(ROW, "NAME", "VERSION", "KIND", "SCALING", "SIZE", "FILE");
    }
    for (ModelCatalog.Entry entry : catalog.list()) {
      entry
          .file()
          .ifPresentOrElse(file -> usable(entry.name(), file, scaling(file)), () -> refused(entry));
    }
    usable(SketchFile.SHIPPED, SketchFile.shipped(), "-");
    usable(ComposerFile.SHIPPED, ComposerFile.shipped(), "-");
    out().flush();
    return 0;
  }

  private static String scaling(ModelFile file) {
    return file.metadata().scaling().name().toLowerCase(Locale.ROOT);
  }

  private void usable(String name, ContractFile file, String scaling) {
    String version = file.model().version();
    String kind = String.valueOf(file.lines().get("kind"));
    if (json) {
      out()
          .println(
              JsonWriter.line(
                  "name", name,
                  "version", version,
                  "kind", kind,
                  "scaling", scaling,
                  "bytes", file.size(),
                  "sha256", file.sha256(),
                  "source", file.source()));
    } else {
      String size = file.size() / 1000 + " kB";
      out().printf(ROW, name, version, kind, scaling, size, file.source());
    }
  }

  private void refused(ModelCatalog.Entry entry) {
    String problem = entry.problem().orElse("");
    if (json) {
      out()
          .println(
              JsonWriter.line("name", entry.name(), "source", entry.source(), "problem", problem));
    } else {
      out().printf(ROW, entry.name(), "refused", "", "", "", problem);
    }
  }
}
