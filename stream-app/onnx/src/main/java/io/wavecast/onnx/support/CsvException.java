package io.wavecast.onnx.support;

import io.wavecast.core.text.UserFacing;
import java.nio.file.Path;

/** A CSV file that cannot be read; the message names file and line. */
public final class CsvException extends RuntimeException implements UserFacing {
  private static final long serialVersionUID = 1L;

  public CsvException(Path file, long line, String message) {
    super(file + ", line " + line + ": " + message);
  }

  public CsvException(String message) {
    super(message);
  }

  public CsvException(String message, Throwable cause) {
    super(message, cause);
  }
}
