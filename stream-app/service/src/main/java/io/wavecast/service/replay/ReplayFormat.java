package io.wavecast.service.replay;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The format of the files that a replay writes. */
public enum ReplayFormat {
  /** One JSON object per line, as on the forecasts topic. */
  JSON("jsonl") {
    @Override
    ReplayWriter writer(OutputStream out) {
      return new JsonReplayWriter(out);
    }
  },
  /** One row per forecast, with columns for each lead time. */
  CSV("csv") {
    @Override
    ReplayWriter writer(OutputStream out) {
      return new CsvReplayWriter(out);
    }
  };

  private final String suffix;

  ReplayFormat(String suffix) {
    this.suffix = suffix;
  }

  abstract ReplayWriter writer(OutputStream out);

  /** The output file of an input file, whose rows have this series key unless they name another. */
  Path fileIn(Path folder, String series) {
    return folder.resolve(series + ".forecasts." + suffix);
  }

  /** The name of the folder that contains a file; empty at the root. */
  static String groupOf(Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    Path name = folder == null ? null : folder.getFileName();
    return name == null ? "" : name.toString();
  }

  /**
   * Opens a file, replacing an existing one.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  ReplayWriter open(Path file) {
    try {
      Path folder = file.toAbsolutePath().normalize().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      return writer(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
