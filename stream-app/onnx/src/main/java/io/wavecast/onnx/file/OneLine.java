package io.wavecast.onnx.file;

import java.util.regex.Pattern;

/** Makes one line of an error's message, without the places in ONNX Runtime's source. */
public final class OneLine {
  private static final Pattern PREFIX =
      Pattern.compile(
          "^Error code - \\S+ - message: (?:.*?\\[ONNXRuntimeError] : \\d+ : [A-Z_]+ : )?");

  private OneLine() {}

  public static String of(Throwable error) {
    String message = error.getMessage();
    return message == null
        ? error.getClass().getSimpleName()
        : PREFIX.matcher(message.strip().replaceAll("\\s*\\R\\s*", " ")).replaceFirst("");
  }
}
