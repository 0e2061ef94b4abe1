package io.wavecast.service.csv;

import io.wavecast.core.text.Throwables;
import io.wavecast.onnx.support.CsvException;
import io.wavecast.onnx.support.CsvFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The CSV files of a command line: files, and folders of files. */
public final class CsvFiles {
  private final Map<String, Path> bySeries = new LinkedHashMap<>();

  private CsvFiles() {}

  /**
   * Finds the files by their paths.
   *
   * @param paths files, and folders whose {@code .csv} files are all read
   * @throws CsvException if one does not exist, or two files have the same series key
   */
  public static CsvFiles of(List<Path> paths) {
    CsvFiles files = new CsvFiles();
    for (Path path : paths) {
      for (Path file : expand(path)) {
        files.add(CsvSeries.keyOf(file), file);
      }
    }
    return files;
  }

  /** One file with the given series key. */
  public static CsvFiles of(Path file, String series) {
    CsvFiles files = new CsvFiles();
    files.add(series, file);
    return files;
  }

  /** Series key to file, in the order given. */
  public Map<String, Path> bySeries() {
    return bySeries;
  }

  /** The size of all files together, in bytes. */
  public long bytes() {
    long sum = 0;
    for (Path file : bySeries.values()) {
      sum += file.toFile().length();
    }
    return sum;
  }

  private void add(String series, Path file) {
    if (!Files.isRegularFile(file)) {
      throw new CsvException("file not found: " + file);
    }
    Path other = bySeries.putIfAbsent(series, file);
    if (other != null) {
      throw new CsvException(
          "two files have the series key '" + series + "': " + other + " and " + file);
    }
  }

  private static List<Path> expand(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    List<Path> files;
    try {
      files = CsvFile.below(path);
    } catch (IOException e) {
      throw new CsvException("cannot read " + path + ": " + Throwables.reason(e), e);
    }
    if (files.isEmpty()) {
      throw new CsvException("no .csv file in " + path);
    }
    return files;
  }
}
