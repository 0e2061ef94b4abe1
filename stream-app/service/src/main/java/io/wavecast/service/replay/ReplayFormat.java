package io.wavecast.service.replay;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is written into files, and how. */
public enum ReplayFormat {
  /** One JSON object a line, as on the forecasts topic. */
  JSON("jsonl") {
    @Override
    ReplayWriter writer(OutputStream out) {
      return new JsonReplayWriter(out);
    }
  },
  /** One row a forecast, with columns for each lead time. */
  CSV("csv") {
    @Override
    ReplayWriter writer(OutputStream out) {
      return new CsvReplayWriter(out);
    }
  },
  /** The results layout of the Numenta Anomaly Benchmark, in a folder as the file's own. */
  NAB("csv") {
    @Override
    ReplayWriter writer(OutputStream out) {
      return new NabReplayWriter(out);
    }

    @Override
    Path fileIn(Path folder, Path file, String series) {
      return folder.resolve(groupOf(file)).resolve("wavecast_" + series + ".csv");
    }
  };

  private final String suffix;

  ReplayFormat(String suffix) {
    this.suffix = suffix;
  }

  abstract ReplayWriter writer(OutputStream out);

  /** The file that what comes of a series goes to. */
  Path fileIn(Path folder, Path file, String series) {
    return folder.resolve(series + ".forecasts." + suffix);
  }

  /** The name of the folder that a file lies in, empty at the root. */
  static String groupOf(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    Path name = folder == null ? null : folder.getFileName();
    return name == null ? "" : name.toString();
  }

  /**
   * Opens a file, in place of one that may be there.
   *
   * @throws UncheckedIOException when it cannot be written
   */
  ReplayWriter open(Path file) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      return writer(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
