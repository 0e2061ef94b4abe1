package io.wavecast.trainer.recorded;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is no series. The message is one line and names file and row. */
public final class BadDataException extends IOException {
  private static final long serialVersionUID = 1L;

  BadDataException(Path file, long row, String what) {
    super("%s row %d: %s".formatted(file, row, what));
  }

  BadDataException(Path file, String what) {
    super("%s: %s".formatted(file, what));
  }
}
