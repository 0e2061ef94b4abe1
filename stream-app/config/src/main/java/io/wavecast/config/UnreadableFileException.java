package io.wavecast.config;

import java.io.IOException;

/** A file that a setting names, and that is absent or cannot be read: it may be there later. */
final class UnreadableFileException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UnreadableFileException(String message, IOException cause) {
    super(message, cause);
  }
}
