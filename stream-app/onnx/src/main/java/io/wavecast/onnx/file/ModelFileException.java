package io.wavecast.onnx.file;

import io.wavecast.core.text.UserFacing;
import org.jspecify.annotations.Nullable;

/** A model file was refused. The message is one line that names the file and the reason. */
public final class ModelFileException extends RuntimeException implements UserFacing {
  private static final long serialVersionUID = 1L;

  public ModelFileException(String source, String reason) {
    super(message(source, reason));
  }

  public ModelFileException(String source, String reason, @Nullable Throwable cause) {
    super(message(source, reason), cause);
  }

  /**
   * Names in a file may hold anything, so control characters are replaced. User, password and query
   * of a URL are secret.
   */
  private static String message(String source, String reason) {
    String shown =
        source.contains("://")
            ? source.replaceFirst("\\?.*", "").replaceFirst("//.*@", "//")
            : source;
    return ("model file '" + shown + "' refused: " + reason).replaceAll("\\p{Cntrl}", "?");
  }
}
