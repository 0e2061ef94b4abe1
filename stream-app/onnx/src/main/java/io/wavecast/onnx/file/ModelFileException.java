package io.wavecast.onnx.file;

import io.wavecast.core.text.UserFacing;

/** A model file that is absent, foreign or broken. The message is one line that names the file. */
public final class ModelFileException extends RuntimeException implements UserFacing {
  private static final long serialVersionUID = 1L;

  public ModelFileException(String source, String reason) {
    super(message(source, reason));
  }

  public ModelFileException(String source, String reason, Throwable cause) {
    super(message(source, reason), cause);
  }

  private static String message(String source, String reason) {
    return "model file '" + source + "' refused: " + reason;
  }
}
