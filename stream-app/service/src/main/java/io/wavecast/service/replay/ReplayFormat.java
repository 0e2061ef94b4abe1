package io.wavecast.service.replay;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How forecasts are written into files. */
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
  };

  private final String suffix;

  ReplayFormat(String suffix) {
    this.suffix = suffix;
  }

  abstract ReplayWriter writer(OutputStream out);

  /** The file that a series' forecasts go to. */
  Path fileIn(Path folder, String series) {
    return folder.resolve(series + ".forecasts." + suffix);
  }

  /**
   * Opens a file, in place of one that may be there.
   *
   * @throws UncheckedIOException when it cannot be written
   */
  ReplayWriter open(Path file) {
    try {
      return writer(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
