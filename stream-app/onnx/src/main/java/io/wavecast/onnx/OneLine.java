package io.wavecast.onnx;

/** Makes one line of an error's message. */
final class OneLine {
  private OneLine() {}

  static String of(Throwable error) {
    String message = error.getMessage();
    return message == null
        ? error.getClass().getSimpleName()
        : message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
