package io.wavecast.onnx.repository;

import io.wavecast.core.text.Throwables;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.file.ModelFileException;
import io.wavecast.onnx.file.ShippedModels;
import io.wavecast.onnx.file.TrustedModels;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The models that can be chosen by name: the shipped ones, and those of a directory, where {@code
 * NAME.onnx} adds a model or overrides the shipped one of that name. Reads the directory on each
 * call. Thread-safe.
 */
public final class ModelCatalog {
  private static final String SUFFIX = ".onnx";

  private final Optional<Path> directory;
  private final TrustedModels trusted;

  /**
   * @param directory further models
   * @param trusted which of them may be loaded
   * @throws IllegalArgumentException when there is no such directory
   */
  public ModelCatalog(Optional<Path> directory, TrustedModels trusted) {
    directory.ifPresent(
        path -> {
          if (!Files.isDirectory(path)) {
            throw new IllegalArgumentException("models directory '" + path + "' does not exist");
          }
        });
    this.directory = directory;
    this.trusted = trusted;
  }

  /** The shipped models only. */
  public static ModelCatalog shipped() {
    return new ModelCatalog(Optional.empty(), TrustedModels.ALL);
  }

  /**
   * One model of the catalog.
   *
   * @param name by which it is chosen
   * @param source path of its file, or its name
   * @param file the file, absent when it was refused
   * @param problem one line that says why it was refused
   */
  public record Entry(
      String name, String source, Optional<ModelFile> file, Optional<String> problem) {}

  /** Every model, by name; files that are refused are listed with the reason. */
  public List<Entry> list() {
    List<Entry> entries = new ArrayList<>();
    for (String name : names()) {
      try {
        ModelFile file = find(name);
        entries.add(new Entry(name, file.source(), Optional.of(file), Optional.empty()));
      } catch (ModelFileException e) {
        String source = inDirectory(name).map(Path::toString).orElse(name);
        entries.add(new Entry(name, source, Optional.empty(), Optional.of(Throwables.oneLine(e))));
      }
    }
    return entries;
  }

  /** Why files of the directory are refused, one line each; the named ones are not read. */
  List<String> refused(Set<String> except) {
    List<String> problems = new ArrayList<>();
    for (String name : names()) {
      if (!except.contains(name) && inDirectory(name).isPresent()) {
        try {
          find(name);
        } catch (ModelFileException e) {
          problems.add(Throwables.oneLine(e));
        }
      }
    }
    return problems;
  }

  /** The names that can be chosen, sorted. */
  public List<String> names() {
    TreeSet<String> names = new TreeSet<>(ShippedModels.names());
    if (directory.isPresent()) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.get(), "*" + SUFFIX)) {
        for (Path file : files) {
          String name = file.getFileName().toString();
          names.add(name.substring(0, name.length() - SUFFIX.length()));
        }
      } catch (IOException e) {
        throw new ModelFileException(
            directory.get().toString(), "it cannot be listed: " + Throwables.reason(e), e);
      }
    }
    return List.copyOf(names);
  }

  /**
   * Reads the model of a name.
   *
   * @throws ModelFileException when there is none, its contract does not hold, it is not trusted,
   *     or the name in its metadata is not that of the file
   */
  public ModelFile find(String name) {
    Optional<Path> path = inDirectory(name);
    if (path.isPresent()) {
      ModelFile file = trusted.require(ModelFile.read(path.get()));
      if (!file.model().name().equals(name)) {
        throw new ModelFileException(
            file.source(),
            "metadata line 'name' must be the file's name "
                + name
                + ", got: "
                + file.model().name());
      }
      return file;
    }
    if (ShippedModels.names().contains(name)) {
      return ShippedModels.read(name);
    }
    throw new ModelFileException(
        name + SUFFIX,
        "there is no model '" + name + "', there are: " + String.join(", ", names()));
  }

  /** The directory's file of a name. */
  Optional<Path> inDirectory(String name) {
    return directory
        .filter(d -> name.matches("[A-Za-z0-9._-]+"))
        .map(d -> d.resolve(name + SUFFIX))
        .filter(Files::exists);
  }
}
